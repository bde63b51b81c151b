package io.ollio.sandbox.e2b;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelTest {
  private final ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newCachedThreadPool();
  private final Parallel parallel = new Parallel(pool);
  private final List<Integer> items = IntStream.range(0, 2_000).boxed().toList();

  @Test
  void map_manyItems_keepsTheirOrderWithFewThreads() {
    assertThat(parallel.map(items, i -> i + 1))
        .isEqualTo(IntStream.range(1, 2_001).boxed().toList());
    assertThat(pool.getLargestPoolSize()).isLessThanOrEqualTo(16);
  }

  @Test
  void map_oneFails_throwsItAndGivesItsTurnsBack() {
    for (int round = 0; round < 20; round++) {
      assertThatThrownBy(() -> parallel.map(items, i -> 10 / (i - 50)))
          .isInstanceOf(ArithmeticException.class);
    }
    assertThat(parallel.map(items, i -> i)).isEqualTo(items);
  }

  @Test
  void map_nothing_isNothing() {
    assertThat(parallel.map(List.of(), i -> i)).isEmpty();
  }
}
