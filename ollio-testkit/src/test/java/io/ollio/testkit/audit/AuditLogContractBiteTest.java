package io.ollio.testkit.audit;

import static io.ollio.testkit.ContractBite.assertCaught;
import static io.ollio.testkit.ContractBite.assertPassed;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.audit.AuditEntry;
import io.ollio.audit.AuditLog;
import io.ollio.testkit.store.InMemoryFixture;
import io.ollio.testkit.store.StoreFixture;
import io.ollio.testkit.store.Tampered;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong audit log is caught by a test that the right one passes. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable", "EffectivelyPrivate"}) // Tampered calls them
class AuditLogContractBiteTest {
  static Stream<Arguments> bites() {
    return Stream.of(
        Arguments.of(WritesAgain.class, "append_knownId_changesNothing"),
        Arguments.of(IgnoresGenerations.class, "list_ofAGeneration_showsItsEntriesOnly"),
        Arguments.of(DeletesTooMuch.class, "deleteBefore_older_removesThoseOfAllOwners"),
        Arguments.of(ErasesNothing.class, "eraseOwner_removesAllOfTheOwner"),
        Arguments.of(AlwaysTheFirstPage.class, "list_entriesAddedMeanwhile_repeatsNothing"));
  }

  @ParameterizedTest
  @MethodSource("bites")
  void contract_wrongLog_isCaught(Class<?> wrong, String test) {
    assertPassed(Right.class, test);
    assertCaught(wrong, test);
  }

  /** The right log, and the place where it can be spoiled. */
  static class Right extends AuditLogContract {
    @Override
    protected StoreFixture open() {
      InMemoryFixture right = InMemoryFixture.open();
      AuditLog audit = right.audit();
      return right.with(Tampered.with(AuditLog.class, audit, wrong(audit)));
    }

    Object wrong(AuditLog right) {
      return new Object();
    }
  }

  static class WritesAgain extends Right {
    @Override
    Object wrong(AuditLog right) {
      AtomicInteger calls = new AtomicInteger();
      return new Object() {
        public void append(AuditEntry entry) {
          right.append(
              new AuditEntry(
                  entry.id() + calls.incrementAndGet(),
                  entry.owner(),
                  entry.generation(),
                  entry.kind(),
                  entry.detail(),
                  entry.at()));
        }
      };
    }
  }

  static class IgnoresGenerations extends Right {
    @Override
    Object wrong(AuditLog right) {
      return new Object() {
        public Page<AuditEntry> list(OwnerId owner, Optional<String> generation, PageRequest page) {
          return right.list(owner, Optional.empty(), page);
        }
      };
    }
  }

  static class DeletesTooMuch extends Right {
    @Override
    Object wrong(AuditLog right) {
      return new Object() {
        public int deleteBefore(Instant time) {
          return right.deleteBefore(time.plusNanos(1));
        }
      };
    }
  }

  static class ErasesNothing extends Right {
    @Override
    Object wrong(AuditLog right) {
      return new Object() {
        public int eraseOwner(OwnerId owner) {
          return right.list(owner, Optional.empty(), PageRequest.newest(99)).items().size();
        }
      };
    }
  }

  static class AlwaysTheFirstPage extends Right {
    @Override
    Object wrong(AuditLog right) {
      return new Object() {
        public Page<AuditEntry> list(OwnerId owner, Optional<String> generation, PageRequest page) {
          return right.list(
              owner, generation, new PageRequest(page.order(), page.size(), Optional.empty()));
        }
      };
    }
  }
}
