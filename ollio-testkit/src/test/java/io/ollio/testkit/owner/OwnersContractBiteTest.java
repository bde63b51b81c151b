package io.ollio.testkit.owner;

import static io.ollio.testkit.ContractBite.assertCaught;
import static io.ollio.testkit.ContractBite.assertPassed;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.owner.Owner;
import io.ollio.owner.Owners;
import io.ollio.testkit.store.InMemoryFixture;
import io.ollio.testkit.store.StoreFixture;
import io.ollio.testkit.store.Tampered;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything wrong about owners is caught by a test that the right ones pass. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable", "EffectivelyPrivate"}) // Tampered calls them
class OwnersContractBiteTest {
  static Stream<Arguments> bites() {
    return Stream.of(
        Arguments.of(ForgetsCreation.class, "put_known_replacesAllButTheTimeOfCreation"),
        Arguments.of(EnsureResets.class, "ensure_known_changesNothing"),
        Arguments.of(FoldsCase.class, "find_idsThatLookAlike_areKeptApart"),
        Arguments.of(SortsById.class, "list_inPages_showsEachOwnerOnce"),
        Arguments.of(AddsOnChange.class, "changeStatus_unknown_throwsOwnerNotFound"));
  }

  @ParameterizedTest
  @MethodSource("bites")
  void contract_wrongOwners_areCaught(Class<?> wrong, String test) {
    assertPassed(Right.class, test);
    assertCaught(wrong, test);
  }

  /** The right owners, and the place where they can be spoiled. */
  static class Right extends OwnersContract {
    @Override
    protected StoreFixture open() {
      InMemoryFixture right = InMemoryFixture.open();
      Owners owners = right.owners();
      return right.with(Tampered.with(Owners.class, owners, wrong(owners)));
    }

    Object wrong(Owners right) {
      return new Object();
    }
  }

  static class ForgetsCreation extends Right {
    @Override
    Object wrong(Owners right) {
      return new Object() {
        public Owner put(Owner owner) {
          right.erase(owner.id());
          return right.put(owner);
        }
      };
    }
  }

  static class EnsureResets extends Right {
    @Override
    Object wrong(Owners right) {
      return new Object() {
        public Owner ensure(OwnerId id) {
          Owner known = right.ensure(id);
          return right.put(Owner.of(id, known.createdAt()));
        }
      };
    }
  }

  static class FoldsCase extends Right {
    @Override
    Object wrong(Owners right) {
      return new Object() {
        public Owner put(Owner owner) {
          String folded = owner.id().value().trim().toLowerCase(Locale.ROOT);
          return right.put(
              new Owner(
                  OwnerId.of(folded),
                  owner.email(),
                  owner.name(),
                  owner.imageUrl(),
                  owner.paymentCustomer(),
                  owner.status(),
                  owner.createdAt()));
        }
      };
    }
  }

  static class SortsById extends Right {
    @Override
    Object wrong(Owners right) {
      return new Object() {
        public Page<Owner> list(PageRequest page) {
          return new Page<>(
              right.list(new PageRequest(page.order(), 1_000, Optional.empty())).items().stream()
                  .sorted(Comparator.comparing(owner -> owner.id().value()))
                  .toList(),
              Optional.empty());
        }
      };
    }
  }

  static class AddsOnChange extends Right {
    @Override
    Object wrong(Owners right) {
      return new Object() {
        public Owner changeStatus(OwnerId id, Owner.Status status) {
          right.ensure(id);
          return right.changeStatus(id, status);
        }
      };
    }
  }
}
