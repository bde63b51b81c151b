package io.ollio.testkit.owner;

import static io.ollio.owner.Owner.Status.ACTIVE;
import static io.ollio.owner.Owner.Status.SUSPENDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.owner.Owner;
import io.ollio.owner.OwnerException.OwnerNotFound;
import io.ollio.owner.Owners;
import io.ollio.testkit.store.Pages;
import io.ollio.testkit.store.Race;
import io.ollio.testkit.store.StoreSuite;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link Owners} does. */
public abstract class OwnersContract extends StoreSuite {
  /** A contract. */
  protected OwnersContract() {}

  @Test
  void find_unknown_isEmpty() {
    assertThat(owners().find(ANN)).isEmpty();
  }

  @Test
  void put_new_isStoredAndReturned() {
    Owner owner = owner(ANN, "Ann 😀 O'Hara");
    assertThat(owners().put(owner)).isEqualTo(owner);
    assertThat(owners().find(ANN)).contains(owner);
  }

  @Test
  void put_longestTexts_returnsThem() {
    String longest = "😀".repeat(500);
    Owner owner = new Owner(ANN, longest, longest, longest, longest, ACTIVE, time().instant());
    owners().put(owner);
    assertThat(owners().find(ANN)).contains(owner);
  }

  @Test
  void put_known_replacesAllButTheTimeOfCreation() {
    Owner first = owners().put(owner(ANN, "Ann"));
    tick();
    Owner second = owners().put(owner(ANN, "Ann B.").withStatus(SUSPENDED));
    Owner expected =
        new Owner(
            ANN,
            "ann@example.org",
            "Ann B.",
            "http://localhost/a.png",
            "cus_1",
            SUSPENDED,
            first.createdAt());
    assertThat(second).isEqualTo(expected);
    assertThat(owners().find(ANN)).contains(expected);
  }

  @Test
  void ensure_unknown_addsNothingButTheId() {
    Owner expected = Owner.of(ANN, time().instant());
    assertThat(owners().ensure(ANN)).isEqualTo(expected);
    assertThat(owners().find(ANN)).contains(expected);
  }

  @Test
  void ensure_known_changesNothing() {
    Owner known = owners().put(owner(ANN, "Ann").withStatus(SUSPENDED));
    tick();
    assertThat(owners().ensure(ANN)).isEqualTo(known);
    assertThat(owners().find(ANN)).contains(known);
  }

  @Test
  void ensure_byManyAtOnce_addsOne() throws InterruptedException {
    List<Owner> answers = Race.between(16, racer -> owners().ensure(ANN));
    assertThat(Set.copyOf(answers)).hasSize(1);
    assertThat(owners().list(PageRequest.newest(5)).items()).hasSize(1);
  }

  @Test
  void find_idsThatLookAlike_areKeptApart() {
    for (String id : List.of("ann", "ANN", "ann ", "änn", "a\u0308nn")) {
      owners().put(owner(OwnerId.of(id), "I am " + id));
    }
    assertThat(owners().find(ANN).orElseThrow().name()).isEqualTo("I am ann");
    assertThat(owners().list(PageRequest.newest(10)).items()).hasSize(5);
  }

  @Test
  void changeStatus_known_isStoredAndReturned() {
    Owner owner = owners().put(owner(ANN, "Ann"));
    owners().put(owner(BOB, "Bob"));
    assertThat(owners().changeStatus(ANN, SUSPENDED)).isEqualTo(owner.withStatus(SUSPENDED));
    assertThat(owners().find(ANN)).contains(owner.withStatus(SUSPENDED));
    assertThat(owners().find(BOB).orElseThrow().status()).isEqualTo(ACTIVE);
    assertThat(owners().changeStatus(ANN, ACTIVE)).isEqualTo(owner);
  }

  @Test
  void changeStatus_unknown_throwsOwnerNotFound() {
    assertThatThrownBy(() -> owners().changeStatus(ANN, SUSPENDED))
        .isInstanceOf(OwnerNotFound.class)
        .hasMessageContaining("ann");
    assertThat(owners().find(ANN)).isEmpty();
  }

  @Test
  void list_inPages_showsEachOwnerOnce() {
    Owner cat = saved(CAT);
    Owner ann = saved(ANN);
    Owner bob = saved(BOB);
    assertThat(Pages.walk(PageRequest.oldest(2), owners()::list)).containsExactly(cat, ann, bob);
    assertThat(Pages.walk(PageRequest.newest(1), owners()::list)).containsExactly(bob, ann, cat);
  }

  @Test
  void list_ownersAddedMeanwhile_repeatsNothing() {
    Owner ann = saved(ANN);
    Owner bob = saved(BOB);
    Page<Owner> page = owners().list(PageRequest.newest(1));
    saved(CAT);
    assertThat(page.items()).containsExactly(bob);
    assertThat(owners().list(page.next().orElseThrow()).items()).containsExactly(ann);
  }

  @Test
  void list_positionUnknown_isRefused() {
    saved(ANN);
    assertThatThrownBy(() -> owners().list(PageRequest.newest(1).after("nobody")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("page position");
  }

  @Test
  void erase_known_isGone() {
    saved(ANN);
    Owner bob = saved(BOB);
    assertThat(owners().erase(ANN)).isTrue();
    assertThat(owners().find(ANN)).isEmpty();
    assertThat(owners().list(PageRequest.newest(5)).items()).containsExactly(bob);
    assertThat(owners().erase(ANN)).isFalse();
  }

  private Owners owners() {
    return fixture().owners();
  }

  private Owner owner(OwnerId id, String name) {
    return new Owner(
        id, "ann@example.org", name, "http://localhost/a.png", "cus_1", ACTIVE, time().instant());
  }

  private Owner saved(OwnerId id) {
    tick();
    return owners().put(owner(id, "Name of " + id));
  }
}
