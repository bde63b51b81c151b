package io.ollio.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.check.Problem.Severity;
import io.ollio.check.StaticCheck.ExternalReferences;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckReportTest {
  private static final Problem WARNING = problem(Severity.WARNING, "a.html", 1, "img-alt");
  private static final Problem LATE = problem(Severity.ERROR, "b.css", 10, "css-x");
  private static final Problem EARLY = problem(Severity.ERROR, "b.css", 9, "css-y");

  @Test
  void new_anyOrder_sortsErrorsFirstAndDropsRepetitions() {
    CheckReport report = new CheckReport(List.of(WARNING, LATE, EARLY, LATE));

    assertThat(report.problems()).containsExactly(EARLY, LATE, WARNING);
    assertThat(report.errors()).containsExactly(EARLY, LATE);
    assertThat(report.warnings()).containsExactly(WARNING);
  }

  @Test
  void isAccepted_onlyErrorsCount() {
    assertThat(new CheckReport(List.of()).isAccepted()).isTrue();
    assertThat(new CheckReport(List.of(WARNING)).isAccepted()).isTrue();
    assertThat(new CheckReport(List.of(WARNING, LATE)).isAccepted()).isFalse();
  }

  @Test
  void describe_more_saysHowManyAreLeftOut() {
    CheckReport report = new CheckReport(List.of(WARNING, LATE, EARLY));

    assertThat(report.describe(2))
        .isEqualTo("ERROR b.css:9 css-y: says what\nERROR b.css:10 css-x: says what\n… and 1 more");
    assertThat(report.describe(3)).endsWith("WARNING a.html:1 img-alt: says what");
  }

  @Test
  void of_severalChecks_joinsTheirProblems() {
    SiteCheck first = files -> List.of(WARNING);
    SiteCheck second = files -> List.of(EARLY);

    assertThat(CheckReport.of(List.of(first, second), FileTree.empty()).problems())
        .containsExactly(EARLY, WARNING);
  }

  @Test
  void check_externalReference_isJudgedAsTheHostWants() {
    FileTree files = Components.files("<img src=\"https://example.com/a.png\" alt=\"\">");

    assertThat(new StaticCheck(ExternalReferences.ALLOW).check(files)).isEmpty();
    assertThat(new StaticCheck(ExternalReferences.WARN).check(files))
        .extracting(Problem::severity)
        .containsExactly(Severity.WARNING);
    assertThat(new StaticCheck(ExternalReferences.REJECT).check(files))
        .extracting(Problem::severity)
        .containsExactly(Severity.ERROR);
  }

  @Test
  void check_textThatIsNoUtf8_isAnError() {
    FileTree files =
        Components.files("<p>a</p>")
            .with(FilePath.of("a.css"), FileContent.of(new byte[] {'a', (byte) 0xE9, '{', '}'}))
            .with(FilePath.of("b.js"), FileContent.of("1;\0"))
            .with(FilePath.of("c.png"), FileContent.of(new byte[] {(byte) 0x89, 0, (byte) 0xFF}));

    assertThat(new StaticCheck().check(files))
        .extracting(problem -> problem.file() + " " + problem.code())
        .containsExactly("a.css not-utf8", "b.js not-utf8");
  }

  @Test
  void check_byteOrderMark_isNoProblem() {
    FileTree files = Components.files("<p>a</p>");
    String page = "\uFEFF" + files.find(FilePath.of("index.html")).orElseThrow().text();

    assertThat(
            new StaticCheck()
                .check(FileTree.ofTexts(Map.of("index.html", page, "a.json", "\uFEFF{}"))))
        .isEmpty();
  }

  @Test
  void check_message_saysWhatWhereAndHow() {
    FileTree files =
        Components.files("<img src=\"Logo.png\" alt=\"\">\n<img src=\"b.png\" alt=\"\">")
            .with(FilePath.of("img/logo.png"), FileContent.of("x"))
            .with(FilePath.of("img/b.png"), FileContent.of("x"));

    assertThat(CheckReport.of(List.of(new StaticCheck()), files).describe(9))
        .isEqualTo(
            "ERROR index.html:5 ref-missing: The reference \"Logo.png\" leads to Logo.png, which"
                + " does not exist; did you mean \"img/logo.png\"?\n"
                + "ERROR index.html:6 ref-missing: The reference \"b.png\" leads to b.png, which"
                + " does not exist; did you mean \"img/b.png\"?");
  }

  private static Problem problem(Severity severity, String file, int line, String code) {
    return new Problem(severity, FilePath.of(file), line, code, "says what");
  }
}
