package io.ollio.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FilePlanTest {
  private static final String LONG = "alpha {\n}\n\nbeta {\n}\n\n".repeat(40) + "end\n";

  @Test
  void writing_shortFile_isOneCall() {
    FilePlan plan = FilePlan.writing("a.css", "x\n", 1_000, true);

    assertThat(plan.calls())
        .singleElement()
        .extracting(PlannedCall::arguments)
        .isEqualTo("{\"path\":\"a.css\",\"content\":\"x\\n\"}");
  }

  @Test
  void writing_longFile_isWrittenInPartsThatAddUp() {
    String text = "";
    for (int i = 0; i < 60; i++) {
      text += ".a" + i + " {\n  color: red;\n}\n\n";
    }
    FilePlan plan = FilePlan.writing("a.css", text, 1_000, true);

    assertThat(plan.calls()).hasSizeGreaterThan(1);
    assertThat(plan.calls().get(0).tool()).isEqualTo("writeFile");
    assertThat(plan.calls()).allMatch(call -> call.arguments().length() <= 1_000);
  }

  @Test
  void writing_longFileWithoutEditTool_isOneCallAllTheSame() {
    assertThat(FilePlan.writing("a.css", LONG, 200, false).calls()).hasSize(1);
  }

  @Test
  void content_ofNumberedAnswer_isWithoutNumbers() {
    assertThat(ReadResult.content("  1\t<p>\n  2\t</p>\n  3\t\n", "a.html"))
        .isEqualTo("<p>\n</p>\n\n");
  }

  @Test
  void content_behindAPreface_isFound() {
    assertThat(ReadResult.content("index.html, 20 bytes:\n<!doctype html>\n<p>", "index.html"))
        .isEqualTo("<!doctype html>\n<p>");
  }

  @Test
  void content_plainAnswer_staysAsItIs() {
    assertThat(ReadResult.content("a {\n}\n", "a.css")).isEqualTo("a {\n}\n");
  }
}
