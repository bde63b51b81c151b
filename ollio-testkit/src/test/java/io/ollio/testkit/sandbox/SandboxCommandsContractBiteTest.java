package io.ollio.testkit.sandbox;

import static io.ollio.testkit.ContractBite.assertCaught;
import static io.ollio.testkit.ContractBite.assertPassed;

import io.ollio.Cancellation;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.local.LocalSandboxProvider;
import io.ollio.local.LocalSandboxSettings;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.RunningCommand;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxCommands;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.testkit.time.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Adapters with commands that are wrong in one way each; the named test of the contract must catch
 * it.
 */
class SandboxCommandsContractBiteTest {

  @ParameterizedTest
  @CsvSource({
    "find_nothingThere_isEmpty",
    "list_workspace_givesKindsAndSizesSortedByPath",
    "run_listener_hearsOutputWhileTheCommandRuns",
    "run_cancelled_throwsWhenTheCommandIsDead",
    "find_link_isRefused"
  })
  void rightAdapter_passes(String test) {
    assertPassed(RightTest.class, test);
  }

  static class RightTest extends LocalRun {
    @Override
    WrongSandbox wrong(SandboxProvider right) {
      return new WrongSandbox(right);
    }
  }

  @Test
  void linksAreFollowed_isCaught() {
    assertCaught(LinksFollowedTest.class, "find_link_isRefused");
    assertCaught(LinksFollowedTest.class, "find_throughLink_isRefused");
  }

  static class LinksFollowedTest extends LocalRun {
    @Override
    WrongSandbox wrong(SandboxProvider right) {
      return new WrongSandbox(right) {
        @Override
        Files files(Sandbox sandbox) {
          return new Files(sandbox.files()) {
            @Override
            public Optional<FileContent> find(FilePath path) {
              CommandResult result =
                  sandbox
                      .commands()
                      .orElseThrow()
                      .run(
                          Command.of("cat '" + path + "'"),
                          CommandOutput.SILENT,
                          Cancellation.none());
              return result.exitCode() == 0
                  ? Optional.of(FileContent.of(result.stdout()))
                  : Optional.empty();
            }
          };
        }
      };
    }
  }

  @Test
  void streamsAreMixed_isCaught() {
    assertCaught(MixedStreamsTest.class, "run_bothStreams_areKeptApart");
  }

  static class MixedStreamsTest extends LocalRun {
    @Override
    WrongSandbox wrong(SandboxProvider right) {
      return new WrongSandbox(right) {
        @Override
        Commands commands(SandboxCommands commands) {
          return new Commands(commands) {
            @Override
            public CommandResult run(
                Command command, CommandOutput output, Cancellation cancellation) {
              return right.run(
                  with("exec 2>&1\n" + command.script(), command), output, cancellation);
            }
          };
        }
      };
    }
  }

  @Test
  void failureBecomesException_isCaught() {
    assertCaught(FailureThrownTest.class, "run_failingCommand_isValue");
  }

  static class FailureThrownTest extends LocalRun {
    @Override
    WrongSandbox wrong(SandboxProvider right) {
      return new WrongSandbox(right) {
        @Override
        Commands commands(SandboxCommands commands) {
          return new Commands(commands) {
            @Override
            public CommandResult run(
                Command command, CommandOutput output, Cancellation cancellation) {
              CommandResult result = right.run(command, output, cancellation);
              if (result.exitCode() != 0) {
                throw new IllegalStateException("Exit code " + result.exitCode());
              }
              return result;
            }
          };
        }
      };
    }
  }

  @Test
  void outputIsHeardAfterTheEnd_isCaught() {
    assertCaught(LateOutputTest.class, "run_listener_hearsOutputWhileTheCommandRuns");
  }

  static class LateOutputTest extends LocalRun {
    @Override
    WrongSandbox wrong(SandboxProvider right) {
      return new WrongSandbox(right) {
        @Override
        Commands commands(SandboxCommands commands) {
          return new Commands(commands) {
            @Override
            public CommandResult run(
                Command command, CommandOutput output, Cancellation cancellation) {
              Command bounded = command.withTimeLimit(Duration.ofSeconds(1));
              CommandResult result = right.run(bounded, CommandOutput.SILENT, cancellation);
              output.onOutput(CommandOutput.Stream.STDOUT, result.stdout());
              return result;
            }
          };
        }
      };
    }
  }

  @Test
  void cancelIsAnsweredAndTheCommandGoesOn_isCaught() {
    assertCaught(CancelLeavesTest.class, "run_cancelled_throwsWhenTheCommandIsDead");
  }

  static class CancelLeavesTest extends LocalRun {
    @Override
    WrongSandbox wrong(SandboxProvider right) {
      return new WrongSandbox(right) {
        @Override
        Commands commands(SandboxCommands commands) {
          return new Commands(commands) {
            @Override
            public CommandResult run(
                Command command, CommandOutput output, Cancellation cancellation) {
              return right.start(command, output).await(cancellation);
            }
          };
        }
      };
    }
  }

  @Test
  void timeLimitIsForgotten_isCaught() {
    assertCaught(NoTimeLimitTest.class, "start_overTimeLimit_isKilled");
  }

  static class NoTimeLimitTest extends LocalRun {
    @Override
    WrongSandbox wrong(SandboxProvider right) {
      return new WrongSandbox(right) {
        @Override
        Commands commands(SandboxCommands commands) {
          return new Commands(commands) {
            @Override
            public RunningCommand start(Command command, CommandOutput output) {
              return right.start(with("sleep 0.5", command), output);
            }
          };
        }
      };
    }
  }

  private static Command with(String script, Command command) {
    return new Command(
        script,
        command.directory(),
        command.environment(),
        Command.DEFAULT_TIME_LIMIT,
        command.outputLimit());
  }

  /** A run of the contract over the local sandbox with commands. */
  abstract static class LocalRun extends SandboxCommandsContract {
    @TempDir Path directory;
    private final ManualTime time = new ManualTime();
    private LocalSandboxProvider right;

    abstract WrongSandbox wrong(SandboxProvider right);

    @Override
    protected SandboxProvider provider() {
      if (right == null) {
        right =
            new LocalSandboxProvider(
                LocalSandboxSettings.DEFAULT
                    .withDirectory(directory)
                    .runCommandsOnThisHostWithoutAnyIsolation(true),
                time);
      }
      return wrong(right);
    }

    @AfterEach
    void closeProvider() {
      right.close();
    }

    @Override
    protected void elapse(Duration duration) {
      time.advance(duration);
    }
  }
}
