package io.ollio.testkit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.audit.AuditEntry;
import io.ollio.audit.AuditLog;
import io.ollio.testkit.store.Pages;
import io.ollio.testkit.store.Race;
import io.ollio.testkit.store.StoreSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link AuditLog} does. */
public abstract class AuditLogContract extends StoreSuite {
  /** A contract. */
  protected AuditLogContract() {}

  @Test
  void list_appended_returnsAllOfIt() {
    for (AuditEntry.Kind kind : AuditEntry.Kind.values()) {
      AuditEntry entry = entry(ANN, "gen-1", kind, "rm -rf 'x' \\n 😀 \u0001");
      audit().append(entry);
      assertThat(list(ANN).get(0)).isEqualTo(entry);
      tick();
    }
    assertThat(list(ANN)).hasSize(AuditEntry.Kind.values().length);
  }

  @Test
  void list_longestAndEmptyDetail_returnsThem() {
    AuditEntry longest = entry(ANN, "", AuditEntry.Kind.COMMAND, "😀".repeat(1_000));
    AuditEntry empty = entry(BOB, "", AuditEntry.Kind.COMMAND, "");
    audit().append(longest);
    audit().append(empty);
    assertThat(list(ANN)).containsExactly(longest);
    assertThat(list(BOB)).containsExactly(empty);
  }

  @Test
  void append_knownId_changesNothing() {
    AuditEntry first = append(ANN, "gen-1");
    AuditEntry again =
        new AuditEntry(
            first.id(), BOB, "gen-2", AuditEntry.Kind.REFUSED, "other", time().instant());
    audit().append(first);
    audit().append(again);
    assertThat(list(ANN)).containsExactly(first);
    assertThat(list(BOB)).isEmpty();
    assertThat(audit().list(BOB, Optional.of("gen-2"), PageRequest.newest(5)).items()).isEmpty();
  }

  @Test
  void list_ofAnOwner_showsNothingOfOthers() {
    AuditEntry anns = append(ANN, "gen-1");
    append(BOB, "gen-1");
    append(OwnerId.of("ANN"), "gen-1");
    assertThat(list(ANN)).containsExactly(anns);
    assertThat(list(CAT)).isEmpty();
  }

  @Test
  void list_ofAGeneration_showsItsEntriesOnly() {
    AuditEntry first = append(ANN, "gen-1");
    append(ANN, "gen-2");
    append(ANN, "GEN-1");
    AuditEntry none = append(ANN, "");
    AuditEntry second = append(ANN, "gen-1");
    append(BOB, "gen-1");
    assertThat(list(ANN, "gen-1", PageRequest.oldest(9)).items()).containsExactly(first, second);
    assertThat(list(ANN, "", PageRequest.oldest(9)).items()).containsExactly(none);
    assertThat(list(ANN, "gen-3", PageRequest.oldest(9)).items()).isEmpty();
  }

  @Test
  void list_inPages_showsEachEntryOnceInOrder() {
    List<AuditEntry> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(append(ANN, "gen-1"));
      append(ANN, "gen-2");
    }
    assertThat(Pages.walk(PageRequest.oldest(2), page -> list(ANN, "gen-1", page))).isEqualTo(all);
    assertThat(Pages.walk(PageRequest.oldest(3), page -> audit().list(ANN, Optional.empty(), page)))
        .hasSize(10);
  }

  @Test
  void list_sameTime_goesById() {
    AuditEntry first = entry(ANN, "g", AuditEntry.Kind.COMMAND, "1");
    AuditEntry second = entry(ANN, "g", AuditEntry.Kind.COMMAND, "2");
    audit().append(second);
    audit().append(first);
    assertThat(Pages.walk(PageRequest.newest(1), page -> list(ANN, "g", page)))
        .containsExactly(second, first);
  }

  @Test
  void list_entriesAddedMeanwhile_repeatsNothing() {
    AuditEntry first = append(ANN, "g");
    AuditEntry second = append(ANN, "g");
    Page<AuditEntry> page = list(ANN, "g", PageRequest.newest(1));
    append(ANN, "g");
    assertThat(page.items()).containsExactly(second);
    assertThat(list(ANN, "g", page.next().orElseThrow()).items()).containsExactly(first);
  }

  @Test
  void list_positionOfAnotherListing_isRefused() {
    append(ANN, "gen-1");
    AuditEntry bobs = append(BOB, "gen-1");
    PageRequest page = PageRequest.newest(1).after(bobs.id());
    assertThatThrownBy(() -> audit().list(ANN, Optional.empty(), page))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("page position");
    assertThatThrownBy(() -> list(ANN, "gen-1", page)).isInstanceOf(InvalidInput.class);
  }

  @Test
  void append_byManyAtOnce_losesNothing() throws InterruptedException {
    Race.between(
        16,
        racer -> {
          for (int i = 0; i < 10; i++) {
            audit().append(entry(ANN, "g", AuditEntry.Kind.COMMAND, racer + "-" + i));
          }
          return racer;
        });
    assertThat(list(ANN)).extracting(AuditEntry::detail).doesNotHaveDuplicates().hasSize(160);
  }

  @Test
  void deleteBefore_older_removesThoseOfAllOwners() {
    append(ANN, "g");
    append(BOB, "g");
    tick();
    AuditEntry kept = entry(ANN, "g", AuditEntry.Kind.COMMAND, "kept");
    audit().append(kept);
    assertThat(audit().deleteBefore(kept.at())).isEqualTo(2);
    assertThat(list(ANN)).containsExactly(kept);
    assertThat(list(ANN, "g", PageRequest.newest(5)).items()).containsExactly(kept);
    assertThat(list(BOB)).isEmpty();
    assertThat(audit().deleteBefore(kept.at())).isZero();
  }

  @Test
  void eraseOwner_removesAllOfTheOwner() {
    append(ANN, "g");
    append(ANN, "");
    AuditEntry bobs = append(BOB, "g");
    assertThat(audit().eraseOwner(ANN)).isEqualTo(2);
    assertThat(list(ANN)).isEmpty();
    assertThat(list(ANN, "g", PageRequest.newest(5)).items()).isEmpty();
    assertThat(list(BOB)).containsExactly(bobs);
    assertThat(audit().eraseOwner(ANN)).isZero();
  }

  private AuditLog audit() {
    return fixture().audit();
  }

  private List<AuditEntry> list(OwnerId owner) {
    return audit().list(owner, Optional.empty(), PageRequest.newest(500)).items();
  }

  private Page<AuditEntry> list(OwnerId owner, String generation, PageRequest page) {
    return audit().list(owner, Optional.of(generation), page);
  }

  private AuditEntry append(OwnerId owner, String generation) {
    tick();
    AuditEntry entry = entry(owner, generation, AuditEntry.Kind.COMMAND, "ls");
    audit().append(entry);
    return entry;
  }

  private AuditEntry entry(OwnerId owner, String generation, AuditEntry.Kind kind, String detail) {
    return new AuditEntry(samples().id(), owner, generation, kind, detail, time().instant());
  }
}
