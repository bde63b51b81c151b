package io.ollio.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentSchemaTest {
  private static final ArgumentSchema SCHEMA =
      new ArgumentSchema(
          """
          {"type":"object","properties":{
            "path":{"type":"string","minLength":1,"maxLength":10},
            "line":{"type":"integer","minimum":1,"maximum":99},
            "ratio":{"type":"number"},
            "deep":{"type":"boolean"},
            "kind":{"type":"string","enum":["a","b"]},
            "tags":{"type":"array","items":{"type":"string"}},
            "nested":{"type":"object","properties":{"x":{"type":"integer"}},"required":["x"]}
          },"required":["path"],"additionalProperties":false}""");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"path":""}                       | argument path has 0 characters, which is out of range
          {"path":"12345678901"}            | argument path has 11 characters, which is out of range
          {"path":null}                     | argument path is missing
          {}                                | argument path is missing
          {"path":"a","line":1.5}           | argument line must be of type integer, but is number
          {"path":"a","line":"1"}           | argument line must be of type integer, but is string
          {"path":"a","line":0}             | argument line is 0, which is out of range
          {"path":"a","line":100}           | argument line is 100, which is out of range
          {"path":"a","ratio":"x"}          | argument ratio must be of type number, but is string
          {"path":"a","deep":1}             | argument deep must be of type boolean, but is number
          {"path":"a","kind":"c"}           | argument kind must be one of [a, b]
          {"path":"a","tags":"x"}           | argument tags must be of type array, but is string
          {"path":"a","tags":["x",1]}       | argument tags[1] must be of type string, but is number
          {"path":"a","nested":{}}          | argument nested.x is missing
          {"path":"a","other":1}            | argument other is not known
          [1]                               | the arguments are not a JSON object
          "text"                            | the arguments are not a JSON object
          """)
  void check_wrongArguments_saysWhatIsWrong(String json, String problem) {
    assertThat(SCHEMA.check(json).problems()).containsExactly(problem);
    assertThat(SCHEMA.check(json).arguments()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
      {"path":"a"} x
      {"path":"a"
      {path:"a"}
      {"path":"a"}{"path":"b"}
      """)
  void check_brokenJson_saysSo(String json) {
    assertThat(SCHEMA.check(json).problems().get(0)).startsWith("the arguments are not valid JSON");
  }

  @Test
  void check_goodArguments_givesThem() {
    ToolArguments arguments =
        SCHEMA.check("{\"path\":\"a\",\"line\":7,\"kind\":null}").arguments().orElseThrow();
    assertThat(arguments.text("path")).isEqualTo("a");
    assertThat(arguments.optionalInteger("line")).hasValue(7);
    assertThat(arguments.optionalText("kind")).isEmpty();
    assertThat(arguments.optionalText("other")).isEmpty();
  }

  @Test
  void check_noArguments_areAnEmptyObject() {
    assertThat(new ArgumentSchema("{\"type\":\"object\"}").check(" ").arguments()).isPresent();
  }

  @Test
  void new_brokenSchema_isRefused() {
    assertThatThrownBy(() -> new ArgumentSchema("{")).isInstanceOf(IllegalArgumentException.class);
  }
}
