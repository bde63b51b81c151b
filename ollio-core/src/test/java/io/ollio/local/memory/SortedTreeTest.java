package io.ollio.local.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SortedTreeTest {
  @Test
  void changes_inRandomOrder_matchTheJdksSortedMap() {
    Random random = new Random(7);
    TreeMap<Integer, String> expected = new TreeMap<>();
    SortedTree<Integer, String> tree = SortedTree.empty();
    for (int i = 0; i < 20_000; i++) {
      int key = random.nextInt(2_000);
      if (random.nextInt(3) == 0) {
        expected.remove(key);
        tree = tree.without(key);
      } else {
        expected.put(key, "v" + i);
        tree = tree.with(key, "v" + i);
      }
      assertThat(tree.size()).isEqualTo(expected.size());
    }
    assertThat(upwards(tree, null)).isEqualTo(List.copyOf(expected.values()));
    assertThat(upwards(tree, 1_000))
        .isEqualTo(List.copyOf(expected.tailMap(1_000, false).values()));
    assertThat(downwards(tree, 1_000))
        .isEqualTo(List.copyOf(expected.headMap(1_000, false).descendingMap().values()));
  }

  @Test
  void with_aMillionAscendingKeys_staysFlatEnoughToVisit() {
    SortedTree<Integer, Integer> tree = SortedTree.empty();
    for (int i = 0; i < 1_000_000; i++) {
      tree = tree.with(i, -i);
    }
    assertThat(tree.get(777_777)).isEqualTo(-777_777);
    assertThat(upwards(tree, 999_997)).containsExactly(-999_998, -999_999);
    assertThat(downwards(tree, 2)).containsExactly(-1, 0);
  }

  @Test
  void with_leavesTheTreeItWasMadeFromAsItWas() {
    SortedTree<String, String> before = SortedTree.<String, String>empty().with("a", "1");
    SortedTree<String, String> after = before.with("a", "2").with("b", "3").without("a");
    assertThat(before.get("a")).isEqualTo("1");
    assertThat(before.size()).isEqualTo(1);
    assertThat(after.get("a")).isNull();
    assertThat(after.get("b")).isEqualTo("3");
  }

  @Test
  void ascend_whenTheVisitorHasEnough_stops() {
    SortedTree<Integer, String> tree =
        SortedTree.<Integer, String>empty().with(1, "a").with(2, "b").with(3, "c");
    List<String> seen = new ArrayList<>();
    tree.ascend(
        null,
        (key, value) -> {
          seen.add(value);
          return seen.size() < 2;
        });
    assertThat(seen).containsExactly("a", "b");
  }

  private static <V> List<V> upwards(SortedTree<Integer, V> tree, Integer after) {
    List<V> seen = new ArrayList<>();
    tree.ascend(after, (key, value) -> seen.add(value));
    return seen;
  }

  private static <V> List<V> downwards(SortedTree<Integer, V> tree, Integer before) {
    List<V> seen = new ArrayList<>();
    tree.descend(before, (key, value) -> seen.add(value));
    return seen;
  }
}
