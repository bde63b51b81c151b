package io.ollio.testkit.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.credit.CreditException.HoldConflict;
import io.ollio.credit.CreditException.InsufficientCredits;
import io.ollio.credit.CreditLedger;
import io.ollio.credit.Credits;
import io.ollio.credit.Hold;
import io.ollio.testkit.store.Race;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** What stays right in every {@link CreditLedger} when many threads use one account. */
public abstract class CreditRacesContract extends CreditSuite {
  private static final int THREADS = 64;

  /** A contract. */
  protected CreditRacesContract() {}

  @Test
  void hold_byManyAtOnce_grantsExactlyTheLimit() throws InterruptedException {
    List<Integer> granted =
        Race.between(THREADS, racer -> count(10, i -> isHeld("r" + racer + "-" + i)));
    assertThat(granted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
    assertAccount(100, 0, 100);
    assertThat(journal()).hasSize(100);
  }

  @Test
  void holdAndCapture_byManyAtOnce_usesExactlyTheLimit() throws InterruptedException {
    List<Integer> captured =
        Race.between(THREADS, racer -> count(5, i -> isUsed("r" + racer + "-" + i)));
    assertThat(captured.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
    assertAccount(100, 100, 0);
  }

  @Test
  void holdAndRelease_byManyAtOnce_leavesEverythingFree() throws InterruptedException {
    Race.between(THREADS, racer -> count(5, i -> isFreed("r" + racer + "-" + i)));
    assertAccount(100, 0, 0);
  }

  @Test
  void hold_sameKeyByManyAtOnce_holdsOnce() throws InterruptedException {
    List<Hold> holds = Race.between(THREADS, racer -> hold(30, "work"));
    assertThat(Set.copyOf(holds)).hasSize(1);
    assertAccount(100, 0, 30);
    assertThat(journal()).hasSize(1);
  }

  @Test
  void capture_sameHoldByManyAtOnce_capturesOnce() throws InterruptedException {
    hold(30, "work");
    List<Hold> holds = Race.between(THREADS, racer -> capture("work", 20));
    assertThat(Set.copyOf(holds)).hasSize(1);
    assertAccount(100, 20, 0);
    assertThat(journal()).hasSize(3);
  }

  @Test
  void captureAgainstRelease_endsOneWayOnly() throws InterruptedException {
    for (int round = 0; round < 10; round++) {
      String key = "round" + round;
      hold(1, key);
      List<Boolean> won =
          Race.between(
              8,
              racer ->
                  isDone(racer % 2 == 0 ? () -> capture(key, 1) : () -> ledger().release(key)));
      assertThat(won).filteredOn(winner -> winner).hasSize(4);
      assertJournalIsAccount(ANN);
    }
    assertThat(account().held()).isEqualTo(Credits.ZERO);
  }

  @Test
  void grant_sameKeyByManyAtOnce_grantsOnce() throws InterruptedException {
    Race.between(THREADS, racer -> ledger().grant(ANN, Credits.of(5), "gift"));
    assertAccount(105, 0, 0);
  }

  @Test
  void hold_asFirstUseByManyAtOnce_makesOneAccount() throws InterruptedException {
    Race.between(THREADS, racer -> hold(1, "h" + racer));
    assertAccount(100, 0, THREADS);
  }

  @Test
  void hold_atTheEndOfAPeriodByManyAtOnce_beginsOnePeriod() throws InterruptedException {
    hold(100, "all");
    capture("all", 100);
    time().advance(Duration.ofDays(30));
    Race.between(THREADS, racer -> hold(1, "h" + racer));
    assertAccount(100, 0, THREADS);
    assertThat(journalLines()).containsOnlyOnce("RESET  100");
  }

  private static int count(int tries, IntPredicate attempt) {
    int successes = 0;
    for (int i = 0; i < tries; i++) {
      successes += attempt.test(i) ? 1 : 0;
    }
    return successes;
  }

  private boolean isHeld(String key) {
    return isDone(() -> hold(1, key));
  }

  private boolean isUsed(String key) {
    return isDone(() -> hold(1, key)) && isDone(() -> capture(key, 1));
  }

  private boolean isFreed(String key) {
    return isDone(() -> hold(1, key)) && isDone(() -> ledger().release(key));
  }

  private static boolean isDone(Runnable call) {
    try {
      call.run();
      return true;
    } catch (InsufficientCredits | HoldConflict e) {
      return false;
    }
  }
}
