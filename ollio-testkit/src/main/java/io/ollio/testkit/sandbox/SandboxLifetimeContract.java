package io.ollio.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.InvalidInput;
import io.ollio.OperationCancelled;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxException.SandboxGone;
import io.ollio.sandbox.SandboxId;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.sandbox.SandboxSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SandboxProvider} promises about the life of its sandboxes. Adapters extend
 * {@link SandboxContract} or {@link SandboxCommandsContract}, which hold this too.
 */
public abstract class SandboxLifetimeContract {
  private final List<Sandbox> opened = new ArrayList<>();

  /** For subclasses. */
  protected SandboxLifetimeContract() {}

  /** The provider under test; always the same one during one test. */
  protected abstract SandboxProvider provider();

  /** Lets this much of the provider's time pass. */
  protected abstract void elapse(Duration duration);

  /** Opens a sandbox of the default kind, closed after the test. */
  protected final Sandbox open() {
    return open(SandboxSpec.DEFAULT);
  }

  /** Opens a sandbox that is closed after the test. */
  protected final Sandbox open(SandboxSpec spec) {
    Sandbox sandbox = provider().open(spec, Cancellation.none());
    opened.add(sandbox);
    return sandbox;
  }

  /** Writes a text file. */
  protected static void write(Sandbox sandbox, String path, String text) {
    sandbox.files().write(FilePath.of(path), FileContent.of(text));
  }

  /** Reads a text file. */
  protected static String read(Sandbox sandbox, String path) {
    return sandbox.files().read(FilePath.of(path)).text();
  }

  @AfterEach
  final void closeOpenedSandboxes() {
    opened.forEach(Sandbox::close);
  }

  private static void assertGone(ThrowingCallable operation) {
    assertThatThrownBy(operation).isInstanceOf(SandboxGone.class);
  }

  private static void assertEverythingGone(Sandbox sandbox) {
    FilePath path = FilePath.of("a.txt");
    assertGone(() -> sandbox.files().find(path));
    assertGone(() -> sandbox.files().read(path));
    assertGone(() -> sandbox.files().write(path, FileContent.of("x")));
    assertGone(() -> sandbox.files().list(Optional.empty(), 1));
    assertGone(() -> sandbox.files().delete(path));
    assertGone(() -> sandbox.files().move(path, FilePath.of("b.txt")));
    assertGone(() -> sandbox.files().collect(List.of()));
    assertGone(() -> sandbox.publicUrl(8080));
    assertGone(() -> sandbox.extendLease(Duration.ofMinutes(1)));
  }

  @Nested
  class Opening {
    @Test
    void open_newSandbox_isEmpty() {
      assertThat(open().files().list(Optional.empty(), 9)).isEmpty();
    }

    @Test
    void open_twice_sharesNothing() {
      Sandbox first = open();
      Sandbox second = open();

      write(first, "a.txt", "first");

      assertThat(second.id()).isNotEqualTo(first.id());
      assertThat(second.files().find(FilePath.of("a.txt"))).isEmpty();
    }

    @Test
    void open_alreadyCancelled_throwsCancelled() {
      CancellationSource cancellation = new CancellationSource();
      cancellation.cancel();

      assertThatThrownBy(() -> provider().open(SandboxSpec.DEFAULT, cancellation))
          .isInstanceOf(OperationCancelled.class);
    }

    @Test
    void isolation_ofSandbox_isItsProviders() {
      assertThat(open().isolation()).isEqualTo(provider().isolation());
      assertThat(open().commands().isPresent()).isEqualTo(provider().offersCommands());
    }
  }

  @Nested
  class Connecting {
    @Test
    void connect_openSandbox_seesItsFilesBothWays() {
      Sandbox sandbox = open();
      write(sandbox, "a.txt", "here");

      Sandbox again = provider().connect(sandbox.id(), Cancellation.none());
      write(again, "b.txt", "there");

      assertThat(again.id()).isEqualTo(sandbox.id());
      assertThat(read(again, "a.txt")).isEqualTo("here");
      assertThat(read(sandbox, "b.txt")).isEqualTo("there");
    }

    @Test
    void connect_unknownId_isGone() {
      assertGone(() -> provider().connect(new SandboxId("unknown-1"), Cancellation.none()));
    }

    @Test
    void connect_closedSandbox_isGone() {
      Sandbox sandbox = open();
      sandbox.close();

      assertGone(() -> provider().connect(sandbox.id(), Cancellation.none()));
    }

    @Test
    void connect_expiredSandbox_isGone() {
      Sandbox sandbox = open(SandboxSpec.DEFAULT.withLease(Duration.ofMinutes(5)));

      elapse(Duration.ofMinutes(6));

      assertGone(() -> provider().connect(sandbox.id(), Cancellation.none()));
    }
  }

  @Nested
  class Closing {
    @Test
    void close_thenAnyOperation_isGone() {
      Sandbox sandbox = open();
      write(sandbox, "a.txt", "x");

      sandbox.close();

      assertEverythingGone(sandbox);
    }

    @Test
    void close_twice_throwsNothing() {
      Sandbox sandbox = open();
      sandbox.close();

      assertThatCode(sandbox::close).doesNotThrowAnyException();
    }

    @Test
    void close_one_leavesOthersOpen() {
      Sandbox kept = open();
      write(kept, "a.txt", "kept");

      open().close();

      assertThat(read(kept, "a.txt")).isEqualTo("kept");
    }

    @Test
    void close_throughAnotherConnection_endsTheSandboxForAll() {
      Sandbox sandbox = open();

      provider().connect(sandbox.id(), Cancellation.none()).close();

      assertEverythingGone(sandbox);
    }
  }

  @Nested
  class Leases {
    @Test
    void lease_over_everyOperationIsGone() {
      Sandbox sandbox = open(SandboxSpec.DEFAULT.withLease(Duration.ofMinutes(5)));

      elapse(Duration.ofMinutes(5).plusSeconds(1));

      assertEverythingGone(sandbox);
      assertThatCode(sandbox::close).doesNotThrowAnyException();
    }

    @Test
    void lease_notOver_sandboxStays() {
      Sandbox sandbox = open(SandboxSpec.DEFAULT.withLease(Duration.ofMinutes(5)));
      write(sandbox, "a.txt", "x");

      elapse(Duration.ofMinutes(4));

      assertThat(read(sandbox, "a.txt")).isEqualTo("x");
    }

    @Test
    void extendLease_countsFromNow() {
      Sandbox sandbox = open(SandboxSpec.DEFAULT.withLease(Duration.ofMinutes(5)));
      write(sandbox, "a.txt", "x");
      elapse(Duration.ofMinutes(4));

      sandbox.extendLease(Duration.ofMinutes(5));
      elapse(Duration.ofMinutes(4));

      assertThat(read(sandbox, "a.txt")).isEqualTo("x");
      elapse(Duration.ofSeconds(61));
      assertEverythingGone(sandbox);
    }

    @Test
    void extendLease_notPositive_isInvalid() {
      Sandbox sandbox = open();

      assertThatThrownBy(() -> sandbox.extendLease(Duration.ZERO))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("duration");
    }
  }
}
