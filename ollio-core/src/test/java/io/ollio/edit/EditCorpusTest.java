package io.ollio.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EditCorpusTest {
  private static final List<String> FILES =
      List.of(
          "exact.txt",
          "endings.txt",
          "ambiguity.txt",
          "blanks.txt",
          "lookalikes.txt",
          "misses.txt");

  static List<EditCase> cases() throws IOException {
    List<EditCase> cases = new ArrayList<>();
    for (String file : FILES) {
      cases.addAll(EditCase.read(file));
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void applyTo_corpusCase_endsAsWritten(EditCase expected) {
    EditResult result = apply(expected);

    assertThat(outcome(result)).isEqualTo(expected.outcome());
    assertThat(body(result)).isEqualTo(expected.body());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void applyTo_corpusCase_diffLeadsFromOldToNew(EditCase expected) {
    if (apply(expected) instanceof EditResult.Applied applied) {
      assertThat(Patch.apply(expected.file(), applied.unifiedDiff())).isEqualTo(applied.newText());
    } else {
      assertThat(expected.outcome()).doesNotStartWith("applied");
    }
  }

  @Test
  void corpus_whole_hasAllTopicsAndDistinctTitles() throws IOException {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(cases()).extracting(EditCase::title).doesNotHaveDuplicates();
  }

  private static EditResult apply(EditCase edit) {
    return new TextEdit(edit.search(), edit.replace()).applyTo("file.txt", edit.file());
  }

  private static String outcome(EditResult result) {
    if (result instanceof EditResult.Applied applied) {
      return "applied " + applied.pass() + " line " + applied.firstChangedLine();
    }
    if (result instanceof EditResult.Ambiguous ambiguous) {
      String lines =
          ambiguous.lines().stream().map(String::valueOf).collect(Collectors.joining(", "));
      return "ambiguous " + ambiguous.pass() + " " + ambiguous.count() + " at " + lines;
    }
    if (result instanceof EditResult.NotFound missed) {
      return missed.closest() == null ? "not found" : "not found near " + missed.closest().line();
    }
    return result instanceof EditResult.Invalid ? "invalid" : "unchanged";
  }

  private static String body(EditResult result) {
    if (result instanceof EditResult.Applied applied) {
      return applied.newText();
    }
    boolean near = result instanceof EditResult.NotFound missed && missed.closest() != null;
    return near ? ((EditResult.NotFound) result).closest().excerpt() : "";
  }
}
