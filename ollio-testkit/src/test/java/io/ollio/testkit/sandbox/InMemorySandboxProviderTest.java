package io.ollio.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxException.OperationFailed;
import io.ollio.sandbox.SandboxException.SandboxGone;
import io.ollio.sandbox.SandboxException.SandboxUnavailable;
import io.ollio.sandbox.SandboxSpec;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemorySandboxProviderTest {
  private static final FilePath PATH = FilePath.of("a.txt");

  private final InMemorySandboxProvider provider = new InMemorySandboxProvider();

  private Sandbox open() {
    return provider.open(SandboxSpec.DEFAULT, Cancellation.none());
  }

  @Test
  void assertNoOpenSandboxes_oneLeft_namesIt() {
    open().close();
    Sandbox left = open();

    assertThatThrownBy(provider::assertNoOpenSandboxes)
        .isInstanceOf(AssertionError.class)
        .hasMessage("Sandboxes that nobody has closed: [" + left.id() + "]");
    left.close();
    assertThatCode(provider::assertNoOpenSandboxes).doesNotThrowAnyException();
    assertThat(provider.opened()).hasSize(2);
  }

  @Test
  void loseSandboxAtOperation_secondOne_isGoneFromThenOn() {
    provider.loseSandboxAtOperation(2);
    Sandbox sandbox = open();
    sandbox.files().write(PATH, FileContent.of("x"));

    assertThatThrownBy(() -> sandbox.files().find(PATH)).isInstanceOf(SandboxGone.class);
    assertThatThrownBy(() -> sandbox.files().find(PATH)).isInstanceOf(SandboxGone.class);
    assertThatThrownBy(() -> provider.connect(sandbox.id(), Cancellation.none()))
        .isInstanceOf(SandboxGone.class);
    assertThat(open().files().find(PATH)).isEmpty();
  }

  @Test
  void failAtOperation_secondOne_failsOnlyThatOne() {
    provider.failAtOperation(2, () -> new OperationFailed("Reading timed out", true, null));
    Sandbox sandbox = open();
    sandbox.files().write(PATH, FileContent.of("x"));

    assertThatThrownBy(() -> sandbox.files().find(PATH))
        .isInstanceOf(OperationFailed.class)
        .hasMessage("Reading timed out");
    assertThat(sandbox.files().read(PATH).text()).isEqualTo("x");
  }

  @Test
  void failNextOpen_onlyTheNext_fails() {
    provider.failNextOpen(() -> new SandboxUnavailable("No capacity", true, null));

    assertThatThrownBy(this::open).isInstanceOf(SandboxUnavailable.class);
    assertThatCode(this::open).doesNotThrowAnyException();
    assertThat(provider.opened()).hasSize(1);
  }

  @Test
  void commands_byDefault_areNotOffered() {
    assertThat(open().commands()).isEmpty();
    assertThat(provider.isolation().separatesCommands()).isFalse();
  }

  @Test
  void commands_scripted_answerAndAreRecorded() {
    provider.withCommands(CommandScript.printing(Map.of("ls", "a.txt\n")));
    StringBuilder heard = new StringBuilder();
    Sandbox sandbox = open();

    CommandResult result =
        sandbox
            .commands()
            .orElseThrow()
            .run(Command.of("ls"), (stream, text) -> heard.append(text), Cancellation.none());

    assertThat(result.stdout()).isEqualTo("a.txt\n");
    assertThat(result.isSuccess()).isTrue();
    assertThat(heard).hasToString("a.txt\n");
    assertThat(provider.opened().get(0).commandsSeen()).containsExactly(Command.of("ls"));
    assertThat(provider.isolation().separatesCommands()).isTrue();
  }

  @Test
  void commands_notScripted_failTheTest() {
    provider.withCommands(CommandScript.printing(Map.of()));
    Sandbox sandbox = open();

    assertThatThrownBy(
            () ->
                sandbox
                    .commands()
                    .orElseThrow()
                    .run(Command.of("rm -rf /"), CommandOutput.SILENT, Cancellation.none()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("rm -rf /");
  }

  @Test
  void commands_ownScript_worksOnTheFiles() {
    provider.withCommands(
        (command, files, output, cancellation) -> {
          files.write(PATH, FileContent.of("made"));
          return CommandScript.result(0, "", "");
        });
    Sandbox sandbox = open();

    sandbox
        .commands()
        .orElseThrow()
        .start(Command.of("make"), CommandOutput.SILENT)
        .await(Cancellation.none());

    assertThat(sandbox.files().list(Optional.empty(), 1)).hasSize(1);
  }
}
