package io.ollio.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Large and spiteful files end in time and without a stack overflow. */
@Timeout(20)
class HostileInputTest {
  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of("nested.html", "<div>".repeat(20_000)),
        Arguments.of("formatting.html", "<b><i>".repeat(2_000) + "</b></i>".repeat(2_000)),
        Arguments.of("strays.html", "</p></div></b>".repeat(20_000)),
        Arguments.of("tables.html", "<table><tr><td>".repeat(2_000)),
        Arguments.of("attribute.html", "<p title=\"" + "a".repeat(1_000_000)),
        Arguments.of("comment.html", "<!--" + "-".repeat(1_000_000)),
        Arguments.of("ids.html", "<p id=\"a\">x</p>".repeat(20_000)),
        Arguments.of("srcset.html", "<img alt=\"\" srcset=\"" + "a,".repeat(100_000) + "\">"),
        Arguments.of("brackets.js", "([{".repeat(300_000)),
        Arguments.of("templates.js", "`${".repeat(200_000)),
        Arguments.of("slashes.js", "}/".repeat(300_000)),
        Arguments.of("regex.js", "=/" + "[".repeat(500_000)),
        Arguments.of("backslash.js", "\"" + "\\".repeat(1_000_001)),
        Arguments.of("brackets.css", "a{".repeat(300_000)),
        Arguments.of("url.css", "a{b:" + "url(".repeat(300_000)),
        Arguments.of("nested.json", "[".repeat(500_000)),
        Arguments.of(
            "entities.svg",
            "<!DOCTYPE s [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
                + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">"
                + "<!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;\">"
                + "]><s>&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;</s>"),
        Arguments.of(
            "outside.svg",
            "<!DOCTYPE s SYSTEM \"file:///nowhere/x.dtd\" [<!ENTITY x SYSTEM"
                + " \"file:///etc/hostname\">]><s>&x;</s>"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void check_hostileFile_ends(String name, String text) {
    FileTree files = Components.files("<p>a</p>").with(path(name), content(text));

    assertThat(new StaticCheck().check(files)).hasSizeLessThan(70_000);
  }

  @Test
  void check_fiveHundredFilesOfTenKilobytes_endsInTime() {
    String script = "function f(a) { return a.b / 2 + `x${a}` + /x[/]/.test('y'); }\n".repeat(160);
    String style = ".a > .b:hover { color: #123; background: url(index.html) }\n".repeat(170);
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < 250; i++) {
      texts.put("js/" + i + ".js", script);
      texts.put(i + ".css", style);
    }
    texts.put("index.html", "<!doctype html><title>T</title><p>text</p>".repeat(100));

    assertThat(new StaticCheck().check(FileTree.ofTexts(texts))).noneMatch(Problem::isError);
  }

  private static FilePath path(String name) {
    return FilePath.of(name);
  }

  private static FileContent content(String text) {
    return FileContent.of(text);
  }
}
