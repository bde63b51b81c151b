package io.ollio.examples.offline.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.component.ComponentRequest;
import io.ollio.examples.offline.prompt.PromptReader;
import io.ollio.examples.offline.theme.ColorNames;
import io.ollio.examples.offline.theme.ThemeCss;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PageWriterTest {
  private static final Catalogue CATALOGUE = new Catalogue();
  private static final ColorNames COLORS = new ColorNames();

  private final PageWriter writer = new PageWriter(CATALOGUE, new ThemeCss(COLORS));
  private final PromptReader reader = new PromptReader(CATALOGUE, COLORS);

  @ParameterizedTest
  @EnumSource(ComponentKind.class)
  void write_everyKind_isWellFormed(ComponentKind kind) {
    Map<String, String> files = writer.write(ComponentRequest.usual(kind));
    Document page = Jsoup.parse(files.get("index.html"));

    assertThat(files).containsOnlyKeys("index.html", "styles.css", "script.js");
    assertThat(page.select("main")).hasSize(1);
    assertThat(page.select("h1")).hasSize(1);
    assertThat(page.title()).isNotBlank();
    assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    assertThat(files.get("index.html")).contains("<!-- ").doesNotContain("{{", "}}", "null");
  }

  @ParameterizedTest
  @EnumSource(ComponentKind.class)
  void write_everyKind_refersOnlyToWhatIsThere(ComponentKind kind) {
    Map<String, String> files = writer.write(ComponentRequest.usual(kind));
    Document page = Jsoup.parse(files.get("index.html"));

    for (String attribute :
        List.of("for", "aria-controls", "aria-labelledby", "aria-describedby")) {
      for (Element element : page.select("[" + attribute + "]")) {
        assertThat(page.getElementById(element.attr(attribute))).as(element.toString()).isNotNull();
      }
    }
    for (Element link : page.select("a[href]")) {
      assertThat(page.select(link.attr("href"))).as(link.toString()).hasSize(1);
    }
    assertThat(page.select("link[href], script[src]").eachAttr("href")).contains("styles.css");
  }

  @ParameterizedTest
  @EnumSource(ComponentKind.class)
  void write_everyKind_needsNothingFromOutsideAndNothingInline(ComponentKind kind) {
    Map<String, String> files = writer.write(ComponentRequest.usual(kind));
    Document page = Jsoup.parse(files.get("index.html"));

    assertThat(page.select("[style], style, script:not([src]), img, iframe")).isEmpty();
    assertThat(page.select("[onclick], [onload], [onsubmit]")).isEmpty();
    assertThat(String.join("", files.values()))
        .doesNotContain("http://", "url(", "@import", "eval(", "innerHTML", "javascript:");
  }

  @ParameterizedTest
  @EnumSource(ComponentKind.class)
  void write_everyKind_hasBalancedBracesAndComments(ComponentKind kind) {
    Map<String, String> files = writer.write(ComponentRequest.usual(kind));

    for (String path : List.of("styles.css", "script.js")) {
      String text = files.get(path);
      assertThat(text.chars().filter(c -> c == '{').count())
          .as(path)
          .isEqualTo(text.chars().filter(c -> c == '}').count());
    }
    assertThat(files.get("styles.css"))
        .contains("prefers-reduced-motion", ":focus-visible", "clamp(")
        .startsWith("/* ---------- Theme");
    assertThat(files.get("script.js")).startsWith("\"use strict\";").contains("// ");
  }

  @ParameterizedTest
  @EnumSource(ComponentKind.class)
  void write_everyKind_hasStylesForItsClassesAndScriptForItsSection(ComponentKind kind) {
    Map<String, String> files = writer.write(ComponentRequest.usual(kind));
    Document page = Jsoup.parse(files.get("index.html"));

    List<String> unstyled =
        page.select("section, header, footer, dialog").stream()
            .flatMap(element -> element.classNames().stream())
            .filter(name -> !files.get("styles.css").contains("." + name))
            .filter(
                name ->
                    !List.of(
                            "gallery",
                            "cards",
                            "features",
                            "pricing",
                            "team",
                            "testimonials",
                            "dashboard")
                        .contains(name))
            .toList();
    assertThat(unstyled).isEmpty();
  }

  @Test
  void write_textsOfThePrompt_appear() {
    Map<String, String> files =
        files(
            "Dark pricing table titled \"Pick one\" with plans Solo ($5/month), Duo ($8/month)"
                + " and a 'Take it' button, accent #12ab90");

    assertThat(files.get("index.html"))
        .contains(">Pick one</h1>", ">Solo</h2>", "data-price=\"5\">$5<", ">Duo</h2>", ">Take it<")
        .doesNotContain("Starter");
    assertThat(files.get("styles.css")).contains("--accent: #12ab90;", "color-scheme: dark;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "login form titled \"%s\"",
        "login form called \"%s\"",
        "hero with a \"%s\" button",
        "tabs: \"%s\", \"%s\" and Two",
        "contact form with fields \"%s\" and email",
        "landing page for \"%s\"",
        "chat box titled \"%s\"",
        "footer for \"%s\""
      })
  void write_markupInTexts_isEscaped(String prompt) {
    String evil = "<script>alert(1)</script>&{{x}}</title>";
    Map<String, String> files = files(prompt.replace("%s", evil));
    Document page = Jsoup.parse(files.get("index.html"));

    assertThat(page.select("script")).hasSize(1);
    assertThat(files.get("index.html")).contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;{{x}}");
    assertThat(files.get("script.js") + files.get("styles.css")).doesNotContain("alert(1)");
  }

  @Test
  void write_attributeBreakout_isEscaped() {
    Map<String, String> files = files("product cards for 'a\" onclick=\"alert(1)', tea and cake");

    assertThat(Jsoup.parse(files.get("index.html")).select("[onclick]")).isEmpty();
  }

  @Test
  void write_extras_shareThePage() {
    Document page = Jsoup.parse(files("pricing table with a FAQ and a footer").get("index.html"));

    assertThat(page.select("[data-section]").eachAttr("data-section"))
        .containsExactly("pricing", "faq", "footer");
    assertThat(page.select("h1").text()).isEqualTo("Simple, honest pricing");
    assertThat(page.select("#faq-title").first().normalName()).isEqualTo("h2");
  }

  @Test
  void write_modalWithForm_putsTheFormIntoTheDialog() {
    Map<String, String> files = files("a modal with a newsletter form");
    Document page = Jsoup.parse(files.get("index.html"));

    assertThat(page.select("dialog form input[type=email]")).hasSize(1);
    assertThat(files.get("script.js")).contains("function setUpForm");
  }

  @Test
  void write_formFields_haveLabelsTypesAndErrors() {
    Document page =
        Jsoup.parse(
            files("booking form with name, email, date and number of guests").get("index.html"));

    assertThat(page.select(".field input").eachAttr("type"))
        .containsExactly("text", "email", "date", "number");
    assertThat(page.select(".field label").eachText())
        .containsExactly("Name", "Email", "Date", "Guests");
  }

  @Test
  void write_navbarAlone_hasAPlaceForEachLink() {
    Document page = Jsoup.parse(files("navbar with links Home, Docs and Blog").get("index.html"));

    assertThat(page.select(".navbar__link").eachAttr("href"))
        .containsExactly("#home", "#docs", "#blog");
    assertThat(page.select("main section").eachAttr("id")).containsExactly("home", "docs", "blog");
  }

  @Test
  void write_sameRequest_givesTheSameFiles() {
    assertThat(files("dark landing page for a zoo"))
        .isEqualTo(files("dark landing page for a zoo"));
  }

  private Map<String, String> files(String prompt) {
    return writer.write(reader.read(prompt));
  }
}
