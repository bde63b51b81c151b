package io.ollio.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextEditTest {

  @Test
  void applyTo_oneWord_givesTextPassLineAndDiff() {
    EditResult result = new TextEdit("b", "x").applyTo("src/a.txt", "a\nb\nc\n");

    assertThat(result)
        .isEqualTo(
            new EditResult.Applied(
                "a\nx\nc\n",
                MatchPass.EXACT,
                2,
                "--- a/src/a.txt\n+++ b/src/a.txt\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"));
  }

  @Test
  void applyTo_emptySearch_tellsWhy() {
    assertThat(new TextEdit("", "x").applyTo("a", "text"))
        .isEqualTo(new EditResult.Invalid("the search text is empty; copy it from the file"));
  }

  @Test
  void applyTo_nearMiss_tellsSimilarity() {
    EditResult result = new TextEdit("return 1 + 1;", "").applyTo("a", "x();\nreturn 1 + 2;\n");

    EditResult.Closest closest = ((EditResult.NotFound) result).closest();
    assertThat(closest.line()).isEqualTo(2);
    assertThat(closest.excerpt()).isEqualTo("return 1 + 2;");
    assertThat(closest.similarity()).isBetween(0.7, 0.95);
  }

  @Test
  void applyAll_severalEdits_seeEachOther() {
    EditResult result =
        TextEdit.applyAll(
            "a", "one\ntwo\n", List.of(new TextEdit("one", "1"), new TextEdit("1\ntwo", "12")));

    assertThat(result)
        .isEqualTo(
            new EditResult.Applied(
                "12\n",
                MatchPass.EXACT,
                1,
                "--- a/a\n+++ b/a\n@@ -1,2 +1,1 @@\n-one\n-two\n+12\n"));
  }

  @Test
  void applyAll_editsFarApart_makeTwoHunks() {
    String file = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n";

    EditResult result =
        TextEdit.applyAll("a", file, List.of(new TextEdit("10", "ten"), new TextEdit("2\n", "")));

    assertThat(((EditResult.Applied) result).unifiedDiff())
        .isEqualTo(
            """
            --- a/a
            +++ b/a
            @@ -1,5 +1,4 @@
             1
            -2
             3
             4
             5
            @@ -7,5 +6,5 @@
             7
             8
             9
            -10
            +ten
             11
            """);
  }

  @Test
  void applyAll_oneFails_changesNothingAndNamesIt() {
    EditResult result =
        TextEdit.applyAll("a", "x x y", List.of(new TextEdit("y", "z"), new TextEdit("x", "z")));

    assertThat(result)
        .isEqualTo(
            new EditResult.Rejected(
                1, new EditResult.Ambiguous(MatchPass.EXACT, 2, List.of(1, 1))));
  }

  @Test
  void applyAll_editWithoutEffect_isPassedOver() {
    EditResult result =
        TextEdit.applyAll("a", "x y", List.of(new TextEdit("x", "x"), new TextEdit("y", "z")));

    assertThat(((EditResult.Applied) result).newText()).isEqualTo("x z");
  }

  @Test
  void applyAll_differentPasses_tellsTheLoosest() {
    EditResult result =
        TextEdit.applyAll(
            "a", "a \nb\n“c”", List.of(new TextEdit("\"c\"", "\"d\""), new TextEdit("b", "B")));

    assertThat(((EditResult.Applied) result).pass()).isEqualTo(MatchPass.LOOK_ALIKES);
  }

  @Test
  void applyAll_editsThatUndoEachOther_isUnchanged() {
    assertThat(TextEdit.applyAll("a", "x", List.of(new TextEdit("x", "y"), new TextEdit("y", "x"))))
        .isEqualTo(new EditResult.Unchanged());
  }

  @Test
  void applyAll_noEdits_isUnchanged() {
    assertThat(TextEdit.applyAll("a", "x", List.of())).isEqualTo(new EditResult.Unchanged());
  }

  @Test
  void new_withoutText_isRefused() {
    assertThatNullPointerException().isThrownBy(() -> new TextEdit(null, "")).withMessage("search");
    assertThatNullPointerException()
        .isThrownBy(() -> new TextEdit("", null))
        .withMessage("replace");
  }
}
