package io.ollio.testkit.sandbox;

import static io.ollio.testkit.ContractBite.assertCaught;

import io.ollio.Cancellation;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.sandbox.FileEntry;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxException.SandboxGone;
import io.ollio.sandbox.SandboxId;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.testkit.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Adapters that are wrong in one way each; the named test of the contract must catch it. */
class SandboxContractBiteTest {

  @Test
  void findGivesEmptyFileForMissingOne_isCaught() {
    assertCaught(MissingIsEmptyTest.class, "find_nothingThere_isEmpty");
    assertCaught(MissingIsEmptyTest.class, "read_nothingThere_isMissing");
  }

  static class MissingIsEmptyTest extends MemoryRun {
    @Override
    WrongSandbox wrong(SandboxProvider right) {
      return new WrongSandbox(right) {
        @Override
        Files files(Sandbox sandbox) {
          return new Files(sandbox.files()) {
            @Override
            public Optional<FileContent> find(FilePath path) {
              return Optional.of(right.find(path).orElse(FileContent.of("")));
            }
          };
        }
      };
    }
  }

  @Test
  void filesAreKeptAsText_isCaught() {
    assertCaught(TextOnlyTest.class, "write_everyByteValue_comesBackUnchanged");
  }

  static class TextOnlyTest extends MemoryRun {
    @Override
    WrongSandbox wrong(SandboxProvider right) {
      return new WrongSandbox(right) {
        @Override
        Files files(Sandbox sandbox) {
          return new Files(sandbox.files()) {
            @Override
            public void writeAll(Map<FilePath, FileContent> files) {
              files.forEach((path, content) -> right.write(path, FileContent.of(content.text())));
            }
          };
        }
      };
    }
  }

  @Test
  void listIgnoresOrderAndDepth_isCaught() {
    assertCaught(CarelessListTest.class, "list_workspace_givesKindsAndSizesSortedByPath");
    assertCaught(CarelessListTest.class, "list_depthOne_givesDirectChildrenOnly");
  }

  static class CarelessListTest extends MemoryRun {
    @Override
    WrongSandbox wrong(SandboxProvider right) {
      return new WrongSandbox(right) {
        @Override
        Files files(Sandbox sandbox) {
          return new Files(sandbox.files()) {
            @Override
            public List<FileEntry> list(Optional<FilePath> directory, int depth) {
              List<FileEntry> entries = new ArrayList<>(right.list(directory, depth + 1));
              Collections.reverse(entries);
              return entries;
            }
          };
        }
      };
    }
  }

  @Test
  void deleteAlwaysSaysYes_isCaught() {
    assertCaught(DeleteAlwaysTest.class, "delete_nothingThere_tellsSo");
  }

  static class DeleteAlwaysTest extends MemoryRun {
    @Override
    WrongSandbox wrong(SandboxProvider right) {
      return new WrongSandbox(right) {
        @Override
        Files files(Sandbox sandbox) {
          return new Files(sandbox.files()) {
            @Override
            public boolean delete(FilePath path) {
              right.delete(path);
              return true;
            }
          };
        }
      };
    }
  }

  @Test
  void collectForgetsTheExclusions_isCaught() {
    assertCaught(CollectAllTest.class, "collect_excludedDirectories_areLeftOutAtAnyDepth");
  }

  static class CollectAllTest extends MemoryRun {
    @Override
    WrongSandbox wrong(SandboxProvider right) {
      return new WrongSandbox(right) {
        @Override
        Files files(Sandbox sandbox) {
          return new Files(sandbox.files()) {
            @Override
            public FileTree collect(List<String> excludedDirectories) {
              return right.collect(List.of());
            }
          };
        }
      };
    }
  }

  @Test
  void connectOpensWhatItDoesNotKnow_isCaught() {
    assertCaught(ConnectOpensTest.class, "connect_unknownId_isGone");
    assertCaught(ConnectOpensTest.class, "connect_closedSandbox_isGone");
    assertCaught(ConnectOpensTest.class, "connect_expiredSandbox_isGone");
  }

  static class ConnectOpensTest extends MemoryRun {
    @Override
    WrongSandbox wrong(SandboxProvider right) {
      return new WrongSandbox(right) {
        @Override
        public Sandbox connect(SandboxId id, Cancellation cancellation) {
          try {
            return right.connect(id, cancellation);
          } catch (SandboxGone e) {
            return right.open(SandboxSpec.DEFAULT, cancellation);
          }
        }
      };
    }
  }

  @Test
  void closeDoesNothing_isCaught() {
    assertCaught(CloseForgottenTest.class, "close_thenAnyOperation_isGone");
  }

  static class CloseForgottenTest extends MemoryRun {
    @Override
    WrongSandbox wrong(SandboxProvider right) {
      return new WrongSandbox(right) {
        @Override
        Sandbox wrap(Sandbox sandbox) {
          return new Handle(sandbox) {
            @Override
            public void close() {}
          };
        }
      };
    }
  }

  @Test
  void leaseIsExtendedFromItsEnd_isCaught() {
    assertCaught(LeaseAddsUpTest.class, "extendLease_countsFromNow");
  }

  static class LeaseAddsUpTest extends MemoryRun {
    @Override
    WrongSandbox wrong(SandboxProvider right) {
      return new WrongSandbox(right) {
        @Override
        Sandbox wrap(Sandbox sandbox) {
          return new Handle(sandbox) {
            @Override
            public void extendLease(Duration duration) {
              right.extendLease(duration.plusMinutes(1));
            }
          };
        }
      };
    }
  }

  @Test
  void quotaIsIgnored_isCaught() {
    assertCaught(NoQuotaTest.class, "write_moreBytesThanFit_keepsTheOldContent");
    assertCaught(NoQuotaTest.class, "write_moreFilesThanAllowed_isRefused");
  }

  static class NoQuotaTest extends MemoryRun {
    @Override
    WrongSandbox wrong(SandboxProvider right) {
      return new WrongSandbox(right) {
        @Override
        public Sandbox open(SandboxSpec spec, Cancellation cancellation) {
          return right.open(spec.withResources(SandboxSpec.Resources.DEFAULT), cancellation);
        }
      };
    }
  }

  /** A run of the contract over the sandbox in memory. */
  abstract static class MemoryRun extends SandboxContract implements BoundedDiskContract {
    private final ManualTime time = new ManualTime();
    private final SandboxProvider provider = wrong(new InMemorySandboxProvider(time));

    abstract WrongSandbox wrong(SandboxProvider right);

    @Override
    protected SandboxProvider provider() {
      return provider;
    }

    @Override
    public SandboxProvider diskProvider() {
      return provider;
    }

    @Override
    protected void elapse(Duration duration) {
      time.advance(duration);
    }
  }
}
