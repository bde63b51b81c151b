package io.ollio.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlShimTest {
  private static final String SCRIPT =
      new String(HtmlShim.bundled().inject(new byte[0]), StandardCharsets.UTF_8);

  /** {@code |} marks where the script must go. */
  static Stream<Arguments> pages() {
    return Stream.of(
            "|",
            "|plain text",
            "|<body>x</body>",
            "<!doctype html>|",
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n  |<meta charset=\"utf-8\">",
            "<!doctype html><html><head data-a='>' data-b=\">\">|<title>x</title>",
            "<!doctype html><html data-x=\"<head>\">\n|<body>",
            "<!-- a -- > b --><!doctype html><!-- <head> --><head>|<script>1</script>",
            "<!--><html><head>|<title>",
            "|<!-- never closed <head>",
            "<!doctype html>|<header>x</header>",
            "<!doctype html>|<htmlx>",
            "<!doctype html>|<head",
            "\u00EF\u00BB\u00BF<!doctype html><head>|<title>",
            "<HTML><HEAD>|<TITLE>",
            "<html>|<p>text</p><head>")
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void inject_page_putsTheScriptFirstButAfterTheDoctype(String marked) {
    byte[] page = marked.replace("|", "").getBytes(StandardCharsets.ISO_8859_1);

    String injected = new String(HtmlShim.bundled().inject(page), StandardCharsets.ISO_8859_1);

    String script =
        new String(SCRIPT.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertThat(injected).isEqualTo(marked.replace("|", script));
  }

  @Test
  void inject_longComment_takesLinearTimeAndNoStack() {
    String comment = "<!--" + "- ".repeat(1_000_000) + "-->";

    byte[] injected = HtmlShim.bundled().inject((comment + "<p>").getBytes(StandardCharsets.UTF_8));

    assertThat(new String(injected, StandardCharsets.UTF_8)).endsWith("</script><p>");
  }

  @Test
  void bundled_script_isOneLineWithoutComments() {
    assertThat(SCRIPT).startsWith("<script>(() => {").endsWith("})();</script>");
    assertThat(SCRIPT.lines()).hasSize(1);
    assertThat(SCRIPT).doesNotContain("//", "</script></script>");
  }

  @Test
  void inject_multiByteText_isKept() {
    byte[] page = "<head><title>Größe 🎉</title>".getBytes(StandardCharsets.UTF_8);

    assertThat(new String(HtmlShim.bundled().inject(page), StandardCharsets.UTF_8))
        .endsWith("<title>Größe 🎉</title>");
  }
}
