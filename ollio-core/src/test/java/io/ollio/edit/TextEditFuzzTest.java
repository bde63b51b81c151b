package io.ollio.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Compares with plain definitions on small alphabets; seeded, so that a failure can be repeated.
 */
class TextEditFuzzTest {

  @Test
  void applyTo_randomTexts_agreesWithPlainSearch() {
    Random random = new Random(1);
    int applied = 0;
    for (int i = 0; i < 30_000; i++) {
      String file = text(random, "ab\n", 12);
      String search = text(random, "ab\n", 4);
      String replace = text(random, "abc\n", 4);
      EditResult result = new TextEdit(search, replace).applyTo("a", file);
      int[] places =
          IntStream.range(0, file.length()).filter(at -> file.startsWith(search, at)).toArray();
      if (search.isEmpty() || search.equals(replace) || places.length == 0) {
        continue;
      }
      List<Object> all = List.of(i, file, search, replace, result);
      if (places.length > 1) {
        assertThat(((EditResult.Ambiguous) result).count())
            .as("case %s", all)
            .isEqualTo(places.length);
      } else {
        applied++;
        assertThat(((EditResult.Applied) result).newText())
            .as("case %s", all)
            .isEqualTo(
                file.substring(0, places[0])
                    + replace
                    + file.substring(places[0] + search.length()));
      }
    }
    assertThat(applied).isGreaterThan(3_000);
  }

  @Test
  void applyAll_randomBatches_diffLeadsFromOldToNew() {
    Random random = new Random(2);
    int applied = 0;
    for (int i = 0; i < 10_000; i++) {
      String file = text(random, "abcdefgh\n\n\n\r", 60).replace("\r", "\r\n");
      List<TextEdit> edits = new ArrayList<>();
      for (int j = random.nextInt(5); j >= 0; j--) {
        edits.add(new TextEdit(piece(random, file), text(random, "xyzabc\n\n", 6)));
      }
      List<TextEdit> fitting = fitting(file, edits);
      if (TextEdit.applyAll("a", file, fitting) instanceof EditResult.Applied result) {
        applied++;
        assertThat(Patch.apply(file, result.unifiedDiff()))
            .as("case %d: %s in %s", i, fitting, file)
            .isEqualTo(result.newText());
      }
    }
    assertThat(applied).isGreaterThan(5_000);
  }

  @Test
  void applyTo_blockWrittenLoosely_isFoundAndTheRestKept() {
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      List<String> file = numberedLines(random);
      int from = random.nextInt(file.size());
      int to = from + 1 + random.nextInt(file.size() - from);
      List<String> block = file.subList(from, to);
      List<String> edited =
          new ArrayList<>(block.stream().map(line -> loosened(line, random)).toList());
      String search = joined(edited);
      edited.add(1 + random.nextInt(edited.size()), "added");
      EditResult result = new TextEdit(search, joined(edited)).applyTo("a", joined(file));

      List<String> got = ((EditResult.Applied) result).newText().lines().toList();
      List<String> kept = got.stream().filter(line -> !line.strip().equals("added")).toList();
      assertThat(kept).as("case %d: %s in %s", i, search, file).isEqualTo(file);
      assertThat(got).hasSize(file.size() + 1);
    }
  }

  private static String joined(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  /** Distinct lines with random indentation, trailing blanks and quotes. */
  private static List<String> numberedLines(Random random) {
    List<String> lines = new ArrayList<>();
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      String quote = random.nextBoolean() ? "“" : "\"";
      String ending = random.nextInt(3) == 0 ? "  " : "";
      lines.add("  ".repeat(random.nextInt(4)) + "line " + quote + i + "…" + ending);
    }
    return lines;
  }

  private static String loosened(String line, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> line.stripTrailing();
      case 1 -> line.strip();
      case 2 -> "\t" + line.strip() + " ";
      default -> line.replace('“', '"').replace("…", "...");
    };
  }

  /** Those of the edits that can be applied one after the other. */
  private static List<TextEdit> fitting(String file, List<TextEdit> edits) {
    List<TextEdit> fitting = new ArrayList<>();
    String text = file;
    for (TextEdit edit : edits) {
      if (edit.applyTo("a", text) instanceof EditResult.Applied applied) {
        fitting.add(edit);
        text = applied.newText();
      }
    }
    return fitting;
  }

  private static String piece(Random random, String file) {
    int from = random.nextInt(file.length() + 1);
    return file.substring(from, Math.min(file.length(), from + 1 + random.nextInt(8)));
  }

  private static String text(Random random, String alphabet, int longest) {
    StringBuilder out = new StringBuilder();
    int length = random.nextInt(longest + 1);
    for (int i = 0; i < length; i++) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString();
  }
}
