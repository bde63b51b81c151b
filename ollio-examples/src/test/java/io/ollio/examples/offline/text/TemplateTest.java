package io.ollio.examples.offline.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TemplateTest {
  @Test
  void render_value_isEscaped() {
    assertThat(Template.render("<p>{{a}}</p>", Map.of("a", "<b> & \"c\"")))
        .isEqualTo("<p>&lt;b&gt; &amp; &quot;c&quot;</p>");
  }

  @Test
  void render_rawValue_isNot() {
    assertThat(Template.render("{{{a}}}", Map.of("a", "<b>"))).isEqualTo("<b>");
  }

  @Test
  void render_valueWithBraces_isNotRenderedAgain() {
    assertThat(Template.render("{{a}}", Map.of("a", "{{b}}", "b", "x"))).isEqualTo("{{b}}");
  }

  @Test
  void render_absentValue_isEmpty() {
    assertThat(Template.render("[{{a}}]", Map.of())).isEqualTo("[]");
  }

  @Test
  void render_list_repeatsWithNumbers() {
    String out =
        Template.render(
            "{{#l}}{{n}}:{{.}}{{^last}}, {{/last}}{{/l}}", Map.of("l", List.of("a", "b")));

    assertThat(out).isEqualTo("1:a, 2:b");
  }

  @Test
  void render_entry_hidesOuterValues() {
    String out =
        Template.render(
            "{{#l}}{{x}}{{y}} {{/l}}",
            Map.of("x", "o", "y", "O", "l", List.of(Map.of("x", "i"), Map.of())));

    assertThat(out).isEqualTo("iO oO ");
  }

  @Test
  void render_condition_dependsOnValue() {
    String template = "{{#a}}yes{{/a}}{{^a}}no{{/a}}";

    assertThat(Template.render(template, Map.of("a", true))).isEqualTo("yes");
    assertThat(Template.render(template, Map.of("a", "text"))).isEqualTo("yes");
    assertThat(Template.render(template, Map.of("a", ""))).isEqualTo("no");
    assertThat(Template.render(template, Map.of("a", false))).isEqualTo("no");
    assertThat(Template.render(template, Map.of("a", List.of()))).isEqualTo("no");
  }

  @Test
  void render_sectionTagAloneOnItsLine_leavesNoLine() {
    assertThat(Template.render("a\n  {{#b}}\n  c\n  {{/b}}\nd", Map.of("b", true)))
        .isEqualTo("a\n  c\nd");
  }

  @Test
  void render_rawValueAloneOnItsLine_keepsTheIndentation() {
    assertThat(Template.render("<a>\n  {{{b}}}\n</a>", Map.of("b", "1\n\n 2\n")))
        .isEqualTo("<a>\n  1\n\n   2\n</a>");
  }

  @Test
  void render_unclosedSection_isRefused() {
    assertThatThrownBy(() -> Template.render("{{#a}}x", Map.of("a", true)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Template section a has no closing tag");
  }
}
