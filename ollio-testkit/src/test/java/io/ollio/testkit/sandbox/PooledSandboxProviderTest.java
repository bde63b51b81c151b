package io.ollio.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.InvalidInput;
import io.ollio.OperationCancelled;
import io.ollio.sandbox.Isolation;
import io.ollio.sandbox.PooledSandboxProvider;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxException.SandboxUnavailable;
import io.ollio.sandbox.SandboxId;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.testkit.time.ManualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class PooledSandboxProviderTest {
  private static final SandboxSpec KIND = SandboxSpec.DEFAULT.withLease(Duration.ofMinutes(10));

  private final ManualTime time = new ManualTime();
  private final InMemorySandboxProvider provider = new InMemorySandboxProvider(time);
  private final Queue<Runnable> background = new ArrayDeque<>();

  private PooledSandboxProvider pool(int size) {
    return new PooledSandboxProvider(provider, KIND, size, background::add);
  }

  private void runBackground() {
    while (!background.isEmpty()) {
      background.remove().run();
    }
  }

  private static Sandbox open(PooledSandboxProvider pool, SandboxSpec spec) {
    return pool.open(spec, Cancellation.none());
  }

  @Test
  void open_oneIsReady_handsItOutAndOpensTheNextInTheBackground() {
    PooledSandboxProvider pool = pool(2);
    runBackground();
    assertThat(provider.opened()).hasSize(2);

    Sandbox taken = open(pool, KIND);

    assertThat(taken).isSameAs(provider.opened().get(0));
    assertThat(provider.opened()).hasSize(2);
    runBackground();
    assertThat(provider.opened()).hasSize(3);
  }

  @Test
  void open_noneIsReadyYet_opensOne() {
    PooledSandboxProvider pool = pool(1);

    open(pool, KIND);

    assertThat(provider.opened()).hasSize(1);
    assertThat(background).hasSize(1);
  }

  @Test
  void open_otherLeaseAndMetadata_isStillOfTheKindAndGetsItsLease() {
    PooledSandboxProvider pool = pool(1);
    runBackground();
    time.advance(Duration.ofMinutes(9));

    Sandbox taken =
        open(pool, KIND.withLease(Duration.ofMinutes(2)).withMetadata(Map.of("a", "b")));

    assertThat(taken).isSameAs(provider.opened().get(0));
    time.advance(Duration.ofSeconds(119));
    assertThat(provider.opened().get(0).isGone()).isFalse();
    time.advance(Duration.ofSeconds(2));
    assertThat(provider.opened().get(0).isGone()).isTrue();
  }

  @Test
  void open_anotherKind_isOpenedAsEver() {
    PooledSandboxProvider pool = pool(1);
    runBackground();

    Sandbox taken = open(pool, KIND.withTemplate("react"));

    assertThat(taken).isSameAs(provider.opened().get(1));
    assertThat(provider.opened().get(1).spec().template()).isEqualTo("react");
  }

  @Test
  void open_waitedTooLong_isReplaced() {
    PooledSandboxProvider pool = pool(2);
    runBackground();
    time.advance(Duration.ofMinutes(11));

    Sandbox taken = open(pool, KIND);

    assertThat(taken).isSameAs(provider.opened().get(2));
    assertThat(provider.opened().subList(0, 2)).allMatch(FakeSandbox::isClosed);
    runBackground();
    assertThat(provider.opened()).hasSize(5);
  }

  @Test
  void open_openingAheadFailed_isTriedAgainAtTheNextOpen() {
    provider.failNextOpen(() -> new SandboxUnavailable("No capacity", true, null));
    PooledSandboxProvider pool = pool(1);
    runBackground();
    assertThat(provider.opened()).isEmpty();

    open(pool, KIND);
    runBackground();

    assertThat(provider.opened()).hasSize(2);
  }

  @Test
  void open_alreadyCancelled_takesNone() {
    PooledSandboxProvider pool = pool(1);
    runBackground();
    CancellationSource cancellation = new CancellationSource();
    cancellation.cancel();

    assertThatThrownBy(() -> pool.open(KIND, cancellation)).isInstanceOf(OperationCancelled.class);
    assertThat(open(pool, KIND)).isSameAs(provider.opened().get(0));
  }

  @Test
  void close_closesWhatWaitsAndNotWhatIsTaken() {
    PooledSandboxProvider pool = pool(2);
    runBackground();
    Sandbox taken = open(pool, KIND);

    pool.close();
    runBackground();

    assertThat(provider.opened().stream().filter(sandbox -> !sandbox.isClosed()))
        .containsExactly(provider.opened().get(0));
    taken.close();
    provider.assertNoOpenSandboxes();
  }

  @Test
  void open_executorRejects_stillHandsOutWhatIsReadyAndOpensElse() {
    boolean[] rejects = {false};
    PooledSandboxProvider pool =
        new PooledSandboxProvider(
            provider,
            KIND,
            1,
            task -> {
              if (rejects[0]) {
                throw new RejectedExecutionException("shut down");
              }
              background.add(task);
            });
    runBackground();
    rejects[0] = true;

    assertThat(open(pool, KIND)).isSameAs(provider.opened().get(0));
    assertThat(open(pool, KIND)).isSameAs(provider.opened().get(1));
    rejects[0] = false;
    open(pool, KIND);
    runBackground();
    assertThat(open(pool, KIND)).isSameAs(provider.opened().get(3));
  }

  @Test
  void pool_executorThatRunsAtOnceAndAProviderThatFails_ends() {
    provider.failNextOpen(() -> new SandboxUnavailable("No capacity", true, null));

    PooledSandboxProvider pool = new PooledSandboxProvider(provider, KIND, 2, Runnable::run);

    assertThat(provider.opened()).hasSize(1);
    open(pool, KIND);
    assertThat(provider.opened()).hasSize(3);
  }

  @Test
  void open_providerThrewSomethingElseAhead_isTriedAgainAtTheNextOpen() {
    int[] opens = {0};
    SandboxProvider broken = broken(opens);
    PooledSandboxProvider pool = new PooledSandboxProvider(broken, KIND, 1, background::add);
    runBackground();

    assertThat(open(pool, KIND)).isSameAs(provider.opened().get(0));
    runBackground();
    assertThat(open(pool, KIND)).isSameAs(provider.opened().get(1));
  }

  /** Fails at the first open with an exception that no provider should throw. */
  private SandboxProvider broken(int[] opens) {
    return new SandboxProvider() {
      @Override
      public Sandbox open(SandboxSpec spec, Cancellation cancellation) {
        if (opens[0]++ == 0) {
          throw new IllegalStateException("A bug");
        }
        return provider.open(spec, cancellation);
      }

      @Override
      public Sandbox connect(SandboxId id, Cancellation cancellation) {
        return provider.connect(id, cancellation);
      }

      @Override
      public Isolation isolation() {
        return provider.isolation();
      }
    };
  }

  @Test
  void open_pooledSandboxDoesNotAnswer_isPassedOver() {
    PooledSandboxProvider pool = pool(1);
    runBackground();
    provider.failAtOperation(1, () -> new SandboxUnavailable("No answer", true, null));

    assertThat(open(pool, KIND)).isSameAs(provider.opened().get(1));
    assertThat(provider.opened().get(0).isClosed()).isTrue();
  }

  @Test
  void pool_ofNone_isInvalid() {
    assertThatThrownBy(() -> pool(0)).isInstanceOf(InvalidInput.class).hasMessageContaining("size");
  }
}
