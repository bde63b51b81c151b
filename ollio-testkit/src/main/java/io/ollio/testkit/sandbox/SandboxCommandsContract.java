package io.ollio.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.file.FilePath;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.CommandResult.Limit;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxException.FileMissing;
import io.ollio.sandbox.SandboxSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What a sandbox that runs commands promises, on top of {@link SandboxContract}. The commands used
 * are those of any Linux: bash and the core utilities.
 */
public abstract class SandboxCommandsContract extends SandboxEndingContract {
  /** For subclasses. */
  protected SandboxCommandsContract() {}

  private static Command keeping(int outputLimit, String script) {
    return new Command(script, Optional.empty(), Map.of(), Duration.ofSeconds(60), outputLimit);
  }

  @Nested
  class Running {
    @Test
    void run_bothStreams_areKeptApart() {
      CommandResult result = run(open(), "echo out; echo err >&2");

      assertThat(result.stdout()).isEqualTo("out\n");
      assertThat(result.stderr()).isEqualTo("err\n");
      assertThat(result.isSuccess()).isTrue();
      assertThat(result.elapsed()).isPositive();
    }

    @Test
    void run_failingCommand_isValue() {
      CommandResult result = run(open(), "exit 3");

      assertThat(result.exitCode()).isEqualTo(3);
      assertThat(result.isSuccess()).isFalse();
      assertThat(result.limitHit()).isEmpty();
    }

    @Test
    void run_endedBySignal_addsItsNumberTo128() {
      assertThat(run(open(), "kill -TERM $$").exitCode()).isEqualTo(143);
    }

    @Test
    void run_unknownProgram_isValue() {
      assertThat(run(open(), "no-such-program-here").exitCode()).isEqualTo(127);
    }

    @Test
    void run_scriptOfSeveralLines_isBash() {
      CommandResult result =
          run(open(), "a=(1 2 3)\nfor i in \"${a[@]}\"; do\n  echo \"<$i>\"\ndone");

      assertThat(result.stdout()).isEqualTo("<1>\n<2>\n<3>\n");
    }

    @Test
    void run_andFiles_seeTheSameWorkspace() {
      Sandbox sandbox = open();
      write(sandbox, "css/in.txt", "from outside");

      run(sandbox, "cat css/in.txt > out.txt; mkdir made; echo more >> css/in.txt");

      assertThat(read(sandbox, "out.txt")).isEqualTo("from outside");
      assertThat(read(sandbox, "css/in.txt")).isEqualTo("from outsidemore\n");
      write(sandbox, "made/by.txt", "a command");
      assertThat(run(sandbox, "cat made/by.txt && echo x > made/by.txt").isSuccess()).isTrue();
    }

    @Test
    void run_inDirectory_startsThere() {
      Sandbox sandbox = open();
      write(sandbox, "a/b/c.txt", "here");

      assertThat(run(sandbox, Command.of("cat c.txt").in(FilePath.of("a/b"))).stdout())
          .isEqualTo("here");
    }

    @Test
    void run_inMissingDirectory_isMissing() {
      Command command = Command.of("true").in(FilePath.of("a/b"));

      assertThatThrownBy(() -> run(open(), command))
          .isInstanceOf(FileMissing.class)
          .hasMessageContaining("a/b");
    }

    @Test
    void run_environment_isTheSandboxsThenTheCommands() {
      SandboxSpec spec =
          new SandboxSpec(
              "",
              Duration.ofMinutes(5),
              SandboxSpec.Resources.DEFAULT,
              SandboxSpec.NetworkPolicy.NONE,
              Map.of("ONE", "1", "TWO", "two of the sandbox"),
              Map.of());
      Command command =
          Command.of("echo \"$ONE,$TWO,$THREE\"")
              .withEnvironment(Map.of("TWO", "it's \"2\" $x", "THREE", "3"));

      assertThat(run(open(spec), command).stdout()).isEqualTo("1,it's \"2\" $x,3\n");
    }

    @Test
    void run_readingStandardInput_findsItEmpty() {
      assertThat(run(open(), "cat; echo done").stdout()).isEqualTo("done\n");
    }

    @Test
    void run_leavesChildBehind_childIsKilled() {
      Sandbox sandbox = open();

      CommandResult result =
          run(sandbox, "echo x > beat; (" + BEAT_FOR_EVER + ") >/dev/null 2>&1 & echo started");

      assertThat(result.stdout()).isEqualTo("started\n");
      assertNothingBeats(sandbox);
    }

    @Test
    void run_manyAtOnce_keepsThemApart() {
      Sandbox sandbox = open();

      assertThat(
              IntStream.range(0, 12)
                  .parallel()
                  .mapToObj(i -> run(sandbox, "echo " + i + "; echo e" + i + " >&2"))
                  .map(result -> result.stdout().strip() + result.stderr().strip()))
          .containsExactlyElementsOf(IntStream.range(0, 12).mapToObj(i -> i + "e" + i).toList());
    }
  }

  @Nested
  class Output {
    @Test
    void run_listener_hearsOutputWhileTheCommandRuns() {
      Sandbox sandbox = open();
      Command waiting =
          Command.of("echo first; echo x >&2; until [ -e go ]; do sleep 0.01; done; echo last");

      CommandResult result =
          commands(sandbox)
              .run(
                  waiting,
                  (stream, text) -> {
                    if (text.contains("first")) {
                      write(sandbox, "go", "");
                    }
                  },
                  Cancellation.none());

      assertThat(result.stdout()).isEqualTo("first\nlast\n");
      assertThat(result.limitHit()).isEmpty();
    }

    @Test
    void run_listener_hearsEachStreamWhole() {
      StringBuilder out = new StringBuilder();
      StringBuilder err = new StringBuilder();
      CommandOutput output =
          (stream, text) -> (stream == CommandOutput.Stream.STDOUT ? out : err).append(text);

      commands(open()).run(Command.of("seq 9; seq 5 >&2"), output, Cancellation.none());

      assertThat(out).hasToString("1\n2\n3\n4\n5\n6\n7\n8\n9\n");
      assertThat(err).hasToString("1\n2\n3\n4\n5\n");
    }

    @Test
    void run_listenerThrows_commandIsKilledAndTheExceptionComesOut() {
      Sandbox sandbox = open();
      CommandOutput failing =
          (stream, text) -> {
            throw new IllegalStateException("listener");
          };

      assertThatThrownBy(
              () ->
                  commands(sandbox)
                      .run(Command.of("echo x; " + BEAT_FOR_EVER), failing, Cancellation.none()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("listener");
      assertNothingBeats(sandbox);
    }

    @Test
    void run_charactersOfSeveralBytes_areNeverSplit() {
      StringBuilder heard = new StringBuilder();
      String script = "printf x; for i in $(seq 3000); do printf 'aé尺😀'; done";

      CommandResult result =
          commands(open())
              .run(Command.of(script), (stream, text) -> heard.append(text), Cancellation.none());

      assertThat(result.stdout()).isEqualTo("x" + "aé尺😀".repeat(3_000));
      assertThat(heard).hasToString(result.stdout());
    }

    @Test
    void run_bytesThatAreNotUtf8_becomeReplacementCharacters() {
      assertThat(run(open(), "printf 'a\\xffb'").stdout()).isEqualTo("a\uFFFDb");
    }

    @Test
    void run_moreOutputThanKept_isCutInTheMiddleWithNote() {
      Command command = keeping(1_000, "seq 100000; echo end");

      CommandResult result = run(open(), command);

      assertThat(result.stdout()).startsWith("1\n2\n3\n").endsWith("\n99999\n100000\nend\n");
      assertThat(result.stdout().length()).isBetween(900, 1_200);
      assertThat(result.stdout()).contains("587899");
      assertThat(result.limitHit()).isEmpty();
    }

    @Test
    void run_cutOutput_losesNoCharacterToTheCut() {
      Command command = keeping(101, "for i in $(seq 300); do printf '尺😀'; done");

      assertThat(run(open(), command).stdout())
          .doesNotContain("\uFFFD")
          .startsWith("尺😀")
          .endsWith("尺😀");
    }

    @Test
    void run_floodOfOutput_isKilledAsOutput() {
      CommandResult result = run(open(), "yes");

      assertThat(result.limitHit()).contains(Limit.OUTPUT);
      assertThat(result.isSuccess()).isFalse();
      assertThat(result.stdout().length()).isBetween(60_000, 70_000);
    }
  }
}
