package io.ollio.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Megabytes that would take a quadratic search hours; the time limit is only the net below. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LargeFileTest {
  private static final String MEGABYTE_OF_A = "a".repeat(1_000_000);
  private static final String EQUAL_LINES = "same line here\n".repeat(50_000);

  @Test
  void search_repetitiveText_readsThePatternAFewTimesPerPlace() {
    AtomicLong reads = new AtomicLong();
    int length = 300_000;
    Kmp kmp = new Kmp(length, i -> counted(reads, i == length - 1 ? 'b' : 'a'));

    assertThat(kmp.search(1_000_000, i -> 'a', at -> true).count()).isZero();
    assertThat(reads.get()).isLessThan(5L * (1_000_000 + length));
  }

  @Test
  void applyTo_megabyteOfOneChar_missesLongSearch() {
    String search = "a".repeat(500_000) + "b";

    assertThat(apply(MEGABYTE_OF_A, search, "x")).isInstanceOf(EditResult.NotFound.class);
  }

  @Test
  void applyTo_megabyteOfOneChar_countsOverlappingPlaces() {
    EditResult.Ambiguous result =
        (EditResult.Ambiguous) apply(MEGABYTE_OF_A, "a".repeat(500_000), "x");

    assertThat(result.count()).isEqualTo(500_001);
    assertThat(result.lines()).hasSize(10).containsOnly(1);
  }

  @Test
  void applyTo_megabyteOfOneChar_findsTheOddEnd() {
    EditResult.Applied result =
        (EditResult.Applied) apply(MEGABYTE_OF_A + "b", "a".repeat(500_000) + "b", "x");

    assertThat(result.newText()).isEqualTo("a".repeat(500_000) + "x");
  }

  @Test
  void applyTo_equalLines_missesSearchWithOneOtherLine() {
    String search = "same line here\n".repeat(10_000) + "other line\n";

    EditResult.NotFound result = (EditResult.NotFound) apply(EQUAL_LINES, search, "x");
    assertThat(result.closest().excerpt()).startsWith("same line here\n").hasSizeLessThan(2_001);
  }

  @Test
  void applyTo_equalLinesOtherwiseIndented_countsThem() {
    String search = " same line here \n".repeat(10_000);

    EditResult.Ambiguous result = (EditResult.Ambiguous) apply(EQUAL_LINES, search, "x");
    assertThat(result.pass()).isEqualTo(MatchPass.EDGE_BLANKS);
    assertThat(result.count()).isEqualTo(40_001);
  }

  @Test
  void applyTo_equalLinesWithLookAlikes_countsThem() {
    String file = "it’s the same\n".repeat(50_000);

    EditResult.Ambiguous result =
        (EditResult.Ambiguous) apply(file, "it's the same\n".repeat(10_000), "x");
    assertThat(result.count()).isEqualTo(40_001);
  }

  @Test
  void applyTo_thousandsOfChangedLines_areReplaced() {
    String file = numbered("  old ", 20_000);
    String replace = numbered("new ", 20_000);

    EditResult.Applied result = (EditResult.Applied) apply(file, numbered("old ", 20_000), replace);
    assertThat(result.newText()).isEqualTo(numbered("  new ", 20_000));
    assertThat(result.pass()).isEqualTo(MatchPass.EDGE_BLANKS);
  }

  @Test
  void applyTo_megabyteInCrLf_changesOneLine() {
    String file = numbered("line ", 60_000).replace("\n", "\r\n");

    EditResult.Applied result =
        (EditResult.Applied) apply(file, "line 59999\n", "line 59999\nlast\n");
    assertThat(result.newText()).isEqualTo(file + "last\r\n");
    assertThat(result.firstChangedLine()).isEqualTo(60_001);
  }

  @Test
  void applyTo_megabyteInOneLine_givesShortExcerpt() {
    String file =
        "var a=1;".repeat(60_000) + "function needle(x){return x}" + "var b=2;".repeat(60_000);

    EditResult.NotFound result =
        (EditResult.NotFound) apply(file, "function needle(y){return y}", "");
    assertThat(result.closest().line()).isEqualTo(1);
    assertThat(result.closest().excerpt()).contains("function needle(x)").hasSizeLessThan(500);
  }

  @Test
  void applyTo_megabyteOfCombiningMarks_isFolded() {
    String file = "e" + "\u0301\u0323".repeat(500_000);

    assertThat(apply(file, "“x”", "")).isInstanceOf(EditResult.NotFound.class);
  }

  @Test
  void applyAll_thousandEdits_allApply() {
    String file = numbered("line ", 1_000);
    List<TextEdit> edits =
        IntStream.range(0, 1_000)
            .mapToObj(i -> new TextEdit("line " + i + "\n", "row " + i + "\n"))
            .toList();

    EditResult.Applied result = (EditResult.Applied) TextEdit.applyAll("a", file, edits);
    assertThat(result.newText()).isEqualTo(numbered("row ", 1_000));
  }

  private static EditResult apply(String file, String search, String replace) {
    return new TextEdit(search, replace).applyTo("a", file);
  }

  private static String numbered(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i + "\n").collect(Collectors.joining());
  }

  private static int counted(AtomicLong reads, int value) {
    reads.incrementAndGet();
    return value;
  }
}
