package io.ollio.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamingArgumentsTest {

  @Test
  void feed_wholeWriteFile_reportsMembersInOrder() {
    Heard heard = Heard.of("{\"path\": \"a.js\", \"content\": \"x\\ny\"}");

    assertThat(heard.events).containsExactly("path+a.js", "path.", "content+x\ny", "content.");
    assertThat(heard.state()).isEqualTo("complete");
  }

  @Test
  void feed_pieceByPiece_reportsOneDeltaPerPiece() {
    Heard heard = Heard.of("{\"content\":\"ab", "cd", "", "ef\"", "}");

    assertThat(heard.events).containsExactly("content+ab", "content+cd", "content+ef", "content.");
  }

  @Test
  void feed_cutInsideKey_reportsWholeKey() {
    assertThat(Heard.of("{\"pa", "th\\u002", "d1\":\"x\"}").events)
        .containsExactly("path-1+x", "path-1.");
  }

  @Test
  void feed_cutInsideEscapes_reportsWholeChars() {
    assertThat(Heard.of("{\"a\":\"1\\", "n2\\u", "00", "e93\"}").events)
        .containsExactly("a+1", "a+\n2", "a+\u00e93", "a.");
  }

  @Test
  void feed_cutBetweenEscapedSurrogates_holdsTheFirstBack() {
    assertThat(Heard.of("{\"a\":\"x\\uD83D", "\\uDE00y\"}").events)
        .containsExactly("a+x", "a+\uD83D\uDE00y", "a.");
  }

  @Test
  void feed_cutBetweenRawSurrogates_holdsTheFirstBack() {
    assertThat(Heard.of("{\"a\":\"\uD83D", "\uDE00\"}").events)
        .containsExactly("a+\uD83D\uDE00", "a.");
  }

  @Test
  void feed_loneSurrogates_areReportedAsJacksonDoes() {
    assertThat(Heard.of("{\"a\":\"\\uD83D", "x\\uDE00", "\\uD83D", "\"}").events)
        .containsExactly("a+\uD83Dx\uDE00", "a+\uD83D", "a.");
  }

  @Test
  void feed_emptyString_reportsItsEndOnly() {
    assertThat(Heard.of("{\"a\":\"\",\"b\":\"\"}").events).containsExactly("a.", "b.");
  }

  @Test
  void feed_otherMembers_arePassedOver() {
    Heard heard =
        Heard.of(
            "{\"n\":-1.5e3,\"o\":{\"a\":\"}\",\"b\":[\"]\",{}]},\"t\":true,\"a\":\"x\",\"z\":[]}");

    assertThat(heard.events).containsExactly("a+x", "a.");
    assertThat(heard.state()).isEqualTo("complete");
  }

  @Test
  void feed_nestedMembers_doNotDisturbTheKey() {
    assertThat(Heard.of("{\"a\":{\"b\":\"x\"},\"c\":\"y\"}").events).containsExactly("c+y", "c.");
  }

  @Test
  void feed_sameNameTwice_reportsBoth() {
    assertThat(Heard.of("{\"a\":\"x\",\"a\":\"y\"}").events)
        .containsExactly("a+x", "a.", "a+y", "a.");
  }

  @Test
  void feed_faultInsideString_reportsWhatCameBeforeAndNoMore() {
    Heard heard = Heard.of("{\"a\":\"good\\q bad", " more\",\"b\":\"c\"}");

    assertThat(heard.events).containsExactly("a+good");
    assertThat(heard.state()).isEqualTo("broken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "\"a\"",
        "1",
        "x",
        "{]",
        "{,",
        "{a",
        "{\"a\",",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":,",
        "{\"a\":]",
        "{\"a\":1]",
        "{\"a\":[1}",
        "{\"a\":1 2",
        "{\"a\":1,}",
        "{\"a\":[1,]",
        "{\"a\":[,",
        "{\"a\":tru,",
        "{\"a\":01,",
        "{\"a\":1.,",
        "{\"a\":-,",
        "{\"a\":+1,",
        "{\"a\":.5,",
        "{\"a\":NaN,",
        "{\"a\":'x'",
        "{\"a\":\"\n",
        "{\"a\":\"\\x",
        "{\"a\":\"\\u12g",
        "{\"a\":\"\\u\u0661",
        "{}{",
        "{}x",
        "{\"a\":\"b\"\"c\""
      })
  void feed_malformed_isBrokenForGood(String json) {
    Heard heard = Heard.of(json);
    assertThat(heard.state()).isEqualTo("broken");

    heard.arguments.feed("{\"b\":\"c\"}");
    assertThat(heard.state()).isEqualTo("broken");
    assertThat(heard.texts).doesNotContainKey("b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "{\"", "{\"a\":", "{\"a\":\"x", "{\"a\":\"x\\", "{\"a\":12"})
  void feed_unfinished_isNeitherBrokenNorComplete(String json) {
    assertThat(Heard.of(json).state()).isEqualTo("open");
  }

  @Test
  void feed_deepNesting_isReadToTheLimitAndNoFurther() {
    assertThat(Heard.of("{\"a\":" + "[".repeat(999) + "]".repeat(999) + "}").state())
        .isEqualTo("complete");
    assertThat(Heard.of("{\"a\":" + "[".repeat(1000)).state()).isEqualTo("broken");
  }

  @Test
  void feed_endlessNameOrNumber_isBroken() {
    assertThat(Heard.of("{\"" + "n".repeat(50_001)).state()).isEqualTo("broken");
    assertThat(Heard.of("{\"a\":" + "1".repeat(1_001)).state()).isEqualTo("broken");
  }

  @Test
  void feed_megabyteCharByChar_isReadWhole() {
    int[] chars = {0};
    StreamingArguments arguments =
        new StreamingArguments((key, delta) -> chars[0] += delta.length());
    arguments.feed("{\"content\":\"");
    for (int i = 0; i < 1_000_000; i++) {
      arguments.feed("a");
    }
    arguments.feed("\"}");

    assertThat(chars[0]).isEqualTo(1_000_000);
    assertThat(arguments.isComplete()).isTrue();
  }
}
