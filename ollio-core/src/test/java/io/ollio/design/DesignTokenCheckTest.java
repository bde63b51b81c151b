package io.ollio.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.check.Problem;
import io.ollio.check.StaticCheck;
import io.ollio.design.DesignTokens.RawColors;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DesignTokenCheckTest {
  private static final DesignTokens TOKENS = tokens(RawColors.REJECT);
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Shop</title>
          <link rel="stylesheet" href="tokens.css">
          <link rel="stylesheet" href="css/site.css">
        </head>
        <body><main><h1>Shop</h1></main></body>
      </html>
      """;
  private static final String CLEAN =
      """
      @import url("more.css");
      /* #fff and red and var(--nobody) are only words here */
      :root { --gap: calc(var(--space-m) * 2); color-scheme: light dark; }
      @property --turn { syntax: "<angle>"; inherits: false; initial-value: 0deg; }
      body {
        color: var(--color-text);
        background: var(--color-primary) url(red.png#fff) no-repeat;
        padding: var(--gap) var(--space-m);
        border: 1px solid color-mix(in srgb, var(--color-text), transparent 80%);
        outline-color: currentColor;
        box-shadow: 0 1px 2px rgb(from var(--color-text) r g b / 20%);
        font-family: "Tan Red", Navy, sans-serif;
        animation: red 1s;
        transform: rotate(var(--turn)) translate(var(--from-script, 0));
        &:hover, a[href="#fff"] { background: none; color: inherit !important; }
      }
      #fade { --mode: tan-ish; color: var(--color-text, #123456); }
      @media (min-width: 40em) { #main:not(.red) { margin: var(--from-script) } }
      """;

  private static DesignTokens tokens(RawColors rawColors) {
    Map<String, String> colors = new LinkedHashMap<>();
    colors.put("--color-primary", "#0B5FFF");
    colors.put("--color-text", "rgb(20 20 30)");
    return DesignTokens.builder()
        .group("Colours", "For everything that is seen", colors)
        .group("Spacing", "", Map.of("--space-m", "1rem"))
        .require("--color-", "color")
        .rawColors(rawColors)
        .build();
  }

  private static FileTree site(String css) {
    return FileTree.ofTexts(
        Map.of(
            "index.html",
            PAGE,
            "css/site.css",
            css,
            "app.js",
            "document.body.style.setProperty('--from-script', '1px');",
            "tokens.css",
            TOKENS.css()));
  }

  private static List<String> problems(DesignTokens tokens, FileTree files) {
    return new DesignTokenCheck(tokens).check(files).stream().map(Problem::toString).toList();
  }

  private static List<String> problems(String css) {
    return problems(TOKENS, site("p { color: var(--color-text) }\n" + css));
  }

  @Test
  void check_cleanSite_hasNoProblem() {
    assertThat(problems(TOKENS, site(CLEAN))).isEmpty();
    assertThat(new StaticCheck().check(site("p { color: var(--color-text) }"))).isEmpty();
  }

  @Test
  void check_pageWithoutAnyStyle_hasNoProblem() {
    FileTree bare =
        FileTree.ofTexts(Map.of("index.html", "<h1>Shop</h1>", "tokens.css", TOKENS.css()));
    assertThat(problems(TOKENS, bare)).isEmpty();
  }

  @Nested
  class Variables {
    @Test
    void check_variableThatNobodyDefines_isAnErrorWithItsLineAndRepair() {
      assertThat(problems("\n.a {\n  margin: 0 var(--color-primry);\n}"))
          .containsExactly(
              "ERROR css/site.css:4 token-unknown: Nobody defines --color-primry; use a token of the"
                  + " host, e.g. var(--color-primary), var(--color-text), or define it.");
    }

    @Test
    void check_unknownVariableWithFallback_isAWarning() {
      assertThat(problems(".a { margin: var( --nobody , 1px); }"))
          .singleElement()
          .asString()
          .startsWith("WARNING css/site.css:2 token-unknown: Nobody defines --nobody");
    }

    @Test
    void check_definitionInAnyFile_counts() {
      FileTree files =
          site("p { color: var(--color-text); margin: var(--own) }")
              .with(
                  FilePath.of("other.html"),
                  io.ollio.file.FileContent.of("<p style='--own: 1px'>x</p>"));
      assertThat(problems(TOKENS, files)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {":root { --color-primary: blue; }", "@media print{.x{--color-primary:#0B5FFE}}"})
    void check_tokenDefinedAnew_isAnError(String css) {
      assertThat(problems(css))
          .containsExactly(
              "ERROR css/site.css:2 token-redefined: --color-primary is a token of the host with the"
                  + " value #0B5FFF; remove this definition, or give your own property another"
                  + " name.");
    }

    @Test
    void check_tokenRepeatedWithItsValue_isFine() {
      assertThat(problems(":root { --color-primary:#0b5fff; --color-text: rgb(20  20 30) }"))
          .isEmpty();
    }
  }

  @Nested
  class Colors {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "background: #fff",
          "border: 1px solid #12345678",
          "fill: rebeccapurple",
          "background-image: linear-gradient(red, var(--color-text))",
          "box-shadow: 0 0 1px rgba(0, 0, 0, .2)",
          "border-color: oklch(60% 0.1 200)",
          "outline: thick double #32a1ce",
          "--mine: #abc",
          "--mine: navy",
          "background: color-mix(in srgb, var(--color-text), white)",
        })
    void check_colorWrittenOut_isAnErrorWhenRejected(String declaration) {
      String css = ".a{" + declaration + "}";
      assertThat(problems(css))
          .singleElement()
          .asString()
          .startsWith("ERROR css/site.css:2 token-raw-color: The colour ")
          .contains("var(--color-primary), var(--color-text)");
      assertThat(problems(tokens(RawColors.WARN), site("p{color:var(--color-text)}" + css)))
          .singleElement()
          .asString()
          .startsWith("WARNING css/site.css:1 token-raw-color");
      assertThat(problems(tokens(RawColors.ALLOW), site("p{color:var(--color-text)}" + css)))
          .isEmpty();
    }

    @Test
    void check_colorOfAToken_namesThatToken() {
      assertThat(problems(".a { background: #0b5fff }"))
          .containsExactly(
              "ERROR css/site.css:2 token-raw-color: The colour #0b5fff is written out; use"
                  + " var(--color-primary), mixed with color-mix() if it must differ.");
    }

    @Test
    void check_noTokenIsAColor_leavesColorsAlone() {
      DesignTokens spaces =
          new DesignTokens(
              FilePath.of("tokens.css"),
              List.of(new DesignTokens.Group("Spacing", "", Map.of("--space-m", "1rem"))),
              List.of(),
              RawColors.REJECT);
      FileTree files =
          site("p { color: red; margin: var(--space-m) }")
              .with(FilePath.of("tokens.css"), spaces.content());
      assertThat(problems(spaces, files)).isEmpty();
    }

    @Test
    void check_propertyThatMustUseAToken_isAnErrorUntilItDoes() {
      assertThat(problems(".a { color: hsl(var(--space-m) 1% 1%) }"))
          .containsExactly(
              "ERROR css/site.css:2 token-required: color must use one of the host's tokens:"
                  + " var(--color-primary), var(--color-text).");
      assertThat(problems(".a { color: var(--color-primary) } .b { color: unset }")).isEmpty();
    }

    @Test
    void check_styleElementAndAttribute_areReadWithTheirLines() {
      String page =
          PAGE.replace("<h1>", "<h1\n style=\"margin:0;\n background: #fff\">")
              .replace("</head>", "<style>\n  b { fill: red; }\n</style></head>");
      FileTree files =
          site("p { color: var(--color-text) }")
              .with(FilePath.of("index.html"), io.ollio.file.FileContent.of(page));
      assertThat(problems(TOKENS, files))
          .extracting(problem -> problem.substring(0, problem.indexOf(" token")))
          .containsExactly("ERROR index.html:10", "ERROR index.html:14");
    }
  }

  @Nested
  class TheFile {
    @Test
    void check_fileMissingOrChanged_isAnError() {
      FileTree site = site("p { color: var(--color-text) }");
      for (FileTree files :
          List.of(
              site.without(TOKENS.file()),
              site.with(TOKENS.file(), io.ollio.file.FileContent.of(":root{}")))) {
        assertThat(problems(TOKENS, files))
            .containsExactly(
                "ERROR tokens.css token-file-changed: This file belongs to the host, and is missing"
                    + " or changed; write it with exactly the content that the instructions show.");
      }
    }

    @Test
    void check_pageThatDoesNotLoadTheTokens_isTold() {
      FileTree files =
          site("p { color: var(--color-text) }")
              .with(
                  FilePath.of("pages/a.html"),
                  io.ollio.file.FileContent.of(
                      "<link rel='preload stylesheet' href='../css/site.css?v=1'><p>x</p>"));
      assertThat(problems(TOKENS, files))
          .containsExactly(
              "ERROR pages/a.html token-file-not-linked: The page uses the host's tokens but does not"
                  + " load them; add <link rel=\"stylesheet\" href=\"../tokens.css\"> before its other"
                  + " styles.");
    }

    @Test
    void check_tokensImportedByAStyleSheet_areLoaded() {
      FileTree files =
          site("@import '../tokens.css'; p { color: var(--color-text) }")
              .with(
                  FilePath.of("index.html"),
                  io.ollio.file.FileContent.of("<link rel=stylesheet href=css/site.css><p>x</p>"));
      assertThat(problems(TOKENS, files)).isEmpty();
    }

    @Test
    void check_stylesThatUseNoToken_areTold() {
      assertThat(problems(TOKENS, site("p { margin: 1px }")))
          .singleElement()
          .asString()
          .startsWith("ERROR css/site.css token-unused: The styles use none of the host's tokens");
    }
  }

  @Test
  @Timeout(60)
  void check_hostileStyles_endsInTime() {
    String deep =
        "p{color:" + "rgb(".repeat(200_000) + "red" + "{".repeat(100_000) + "var(".repeat(100_000);
    String words =
        "p{fill:" + "red ".repeat(200_000) + "(".repeat(100_000) + "red)".repeat(100_000);
    assertThat(problems(TOKENS, site(deep))).isNotNull();
    assertThat(problems(TOKENS, site(words))).isNotEmpty();
    assertThat(problems(TOKENS, site(" ".repeat(500_000) + ":" + "-".repeat(500_000)))).isNotNull();
  }

  @Test
  void tokens_thatAreNoCss_areRefusedByName() {
    assertThatThrownBy(() -> DesignTokens.of(Map.of("color", "red")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("token name is \"color\"");
    assertThatThrownBy(() -> DesignTokens.of(Map.of("--a", "red; } body { color: x")))
        .hasMessageStartingWith("token --a has a character");
    assertThatThrownBy(() -> DesignTokens.of(Map.of()))
        .hasMessage("tokens are 0, must be 1 to 500");
    assertThatThrownBy(
            () ->
                DesignTokens.builder()
                    .group("A", "", Map.of("--a", "1"))
                    .require("--b", "x")
                    .build())
        .hasMessage("requirement asks for tokens --b…, but there is none");
  }

  @Test
  void css_ofGroups_isThisText() {
    assertThat(TOKENS.css())
        .isEqualTo(
            """
            /* Design tokens of the host. Not to be changed. */
            :root {
              /* Colours: For everything that is seen */
              --color-primary: #0B5FFF;
              --color-text: rgb(20 20 30);
              /* Spacing */
              --space-m: 1rem;
            }
            """);
    assertThat(TOKENS.describe()).contains("color must use a token --color-…", TOKENS.css());
    assertThat(Optional.of(TOKENS.file().value())).contains("tokens.css");
  }
}
