package io.ollio.examples.offline.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.examples.offline.edit.Hunks.Hunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HunksTest {
  @Test
  void between_oneLine_sendsThatLine() {
    assertThat(Hunks.between("a\nb\nc\n", "a\nB\nc\n")).contains(List.of(new Hunk("b", "B")));
  }

  @Test
  void between_repeatedLine_sendsItsNeighboursToo() {
    assertThat(Hunks.between("x {\n}\ny {\n}\nz\n", "x {\n}\ny {\n  n\n}\nz\n"))
        .contains(List.of(new Hunk("y {\n}", "y {\n  n\n}")));
  }

  @Test
  void between_equalTexts_sendsNothing() {
    assertThat(Hunks.between("a\nb", "a\nb")).contains(List.of());
  }

  @Test
  void between_allDifferent_prefersARewrite() {
    assertThat(Hunks.between("a\nb\nc\nd\n", "e\n")).isEmpty();
  }

  @Test
  void between_randomChanges_leadToTheNewText() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        lines.add("line " + random.nextInt(30));
      }
      String before = String.join("\n", lines);
      for (int i = 0; i < 3; i++) {
        lines.set(random.nextInt(lines.size()), "new " + random.nextInt(5));
        lines.remove(random.nextInt(lines.size()));
        lines.add(random.nextInt(lines.size()), "line " + random.nextInt(30));
      }
      String after = String.join("\n", lines);

      Hunks.between(before, after)
          .ifPresent(hunks -> assertThat(applied(before, hunks)).isEqualTo(after));
    }
  }

  private static String applied(String text, List<Hunk> hunks) {
    String current = text;
    for (Hunk hunk : hunks) {
      int at = current.indexOf(hunk.search());
      assertThat(at).isNotNegative();
      assertThat(current.indexOf(hunk.search(), at + 1)).isNegative();
      current =
          current.substring(0, at)
              + hunk.replace()
              + current.substring(at + hunk.search().length());
    }
    return current;
  }
}
