package io.ollio.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlaceholderCheckTest {
  private static final String OLD =
      """
      function a() {
        one();
        two();
        three();
        four();
        five();
      }
      """;

  static List<String> always() throws IOException {
    return table("always ");
  }

  static List<String> shrunk() throws IOException {
    return table("shrunk ");
  }

  static List<String> never() throws IOException {
    return table("never ");
  }

  @ParameterizedTest
  @MethodSource("always")
  void find_sureWording_isFoundInNewAndOldFiles(String line) {
    assertThat(find(null, line)).isEqualTo("3 " + line.strip());
    assertThat(find(OLD, line)).isEqualTo("3 " + line.strip());
    assertThat(find("function a() {\n  lost();\n}\n", line)).isEqualTo("3 " + line.strip());
  }

  @ParameterizedTest
  @MethodSource("shrunk")
  void find_doubtfulWording_isFoundOnlyWhereCodeWasLost(String line) {
    assertThat(find(OLD, line)).isEqualTo("3 " + line.strip());
    assertThat(find(null, line)).isEqualTo("none");
    assertThat(find("function a() {\n  lost();\n}\n", line)).isEqualTo("none");
  }

  @ParameterizedTest
  @MethodSource("never")
  void find_honestWording_isNeverFound(String line) {
    assertThat(find(OLD, line)).isEqualTo("none");
    assertThat(find(null, line)).isEqualTo("none");
  }

  @ParameterizedTest
  @MethodSource("always")
  void find_lineStoodInTheOldContent_isNotFound(String line) {
    assertThat(find(OLD + line + "\n", line)).isEqualTo("none");
  }

  @ParameterizedTest
  @MethodSource("always")
  void find_noOldLineIsLost_isNotFound(String line) {
    assertThat(find("function a() {\n  one();\n}\n", line)).isEqualTo("none");
  }

  @Test
  void tables_allThree_areLargeEnough() throws IOException {
    assertThat(always().size() + shrunk().size()).isGreaterThanOrEqualTo(25);
    assertThat(never()).hasSizeGreaterThanOrEqualTo(25);
  }

  @Test
  void find_doubtfulWordingWhereMoreLinesCameThanWent_isNotFound() {
    String after = "a\nb\nc\n// rest of the code\n";

    assertThat(PlaceholderCheck.find("a.js", "1\n2\n3\n", after)).isEmpty();
    assertThat(PlaceholderCheck.find("a.js", "1\n2\n3\n4\n5\n", after)).isPresent();
  }

  @Test
  void find_insideBlockComment_isFound() {
    String after = "a {}\n/*\n   rest of the styles unchanged\n*/\n";

    assertThat(PlaceholderCheck.find("a.css", null, after))
        .contains(new PlaceholderCheck.Placeholder(3, "rest of the styles unchanged"));
  }

  @Test
  void find_afterBlockCommentClosed_isReadAsCode() {
    String after = "/*\n note\n*/ x = 1;\nrest unchanged\n";

    assertThat(PlaceholderCheck.find("a.css", null, after)).isEmpty();
  }

  @Test
  void find_globThatLooksLikeAComment_opensNoComment() {
    String after = "accept=\"image/*\"\nrest unchanged\n";

    assertThat(PlaceholderCheck.find("a.html", null, after)).isEmpty();
  }

  @Test
  void find_codeSampleInNewMarkdown_isNotFound() {
    assertThat(PlaceholderCheck.find("README.md", null, "// ... existing code ...\n")).isEmpty();
  }

  @Test
  void find_markdownThatLostItsText_isFound() {
    String after = "# Title\n... rest of the file unchanged ...\n";

    assertThat(PlaceholderCheck.find("README.md", "# Title\none\ntwo\nthree\n", after))
        .contains(new PlaceholderCheck.Placeholder(2, "... rest of the file unchanged ..."));
  }

  @Test
  void find_onlyIndentationChanged_isNotFound() {
    String after = "  a\n  b\n  // ... rest unchanged\n";

    assertThat(PlaceholderCheck.find("a.js", "a\nb\n", after)).isEmpty();
  }

  @Test
  void find_lettersBeyondTheBasicPlane_areLetters() {
    assertThat(PlaceholderCheck.find("a.js", null, "// \uD835\uDC9C ...\n\uD835\uDC9C\n"))
        .isEmpty();
  }

  @Test
  void find_oneHugeLine_endsWithoutFinding() {
    String after = "/" + "*".repeat(500_000) + "\u2028" + "// # ".repeat(100_000);

    assertThat(PlaceholderCheck.find("a.js", null, after)).isEmpty();
  }

  private static String find(String before, String line) {
    String after = "function a() {\n  one();\n" + line + "\n}\n";
    return PlaceholderCheck.find("src/a.js", before, after)
        .map(found -> found.line() + " " + found.text())
        .orElse("none");
  }

  private static List<String> table(String kind) throws IOException {
    try (InputStream in =
        PlaceholderCheckTest.class.getResourceAsStream("/edit/placeholders.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> line.startsWith(kind))
          .map(line -> line.substring(kind.length()))
          .toList();
    }
  }
}
