package io.ollio.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Compares with Jackson's parse of the whole document; seeded, so that a failure can be repeated.
 */
class StreamingArgumentsFuzzTest {
  private static final ObjectMapper JACKSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String STRUCTURE = "{}[]:,\"\\ue0129.-+tfn \n\t\u0001\uD83D\uDE00x";

  @Test
  void feed_randomDocumentsInRandomPieces_hearsWhatJacksonReads() throws Exception {
    Random random = new Random(1);
    RandomJson documents = new RandomJson(random);
    for (int i = 0; i < 10_000; i++) {
      String json = documents.document();
      Heard heard = Heard.split(json, 1 + random.nextInt(12), random);

      assertThat(heard.state()).as("case %d: %s", i, json).isEqualTo("complete");
      assertThat(heard.ended).as("case %d: %s", i, json).isEqualTo(strings(json));
      assertThat(heard.cutPairs).as("case %d: %s", i, json).isEmpty();
    }
  }

  @Test
  void feed_everyPrefixOfRandomDocuments_hearsPrefixesOfTheFinalTexts() {
    Random random = new Random(2);
    RandomJson documents = new RandomJson(random);
    for (int i = 0; i < 200; i++) {
      String json = documents.document();
      Map<String, String> whole = Heard.of(json).texts;
      for (int end = 0; end <= json.length(); end++) {
        Heard heard = Heard.of(json.substring(0, end));
        assertThat(heard.state()).isNotEqualTo("broken");
        heard.texts.forEach(
            (key, text) -> assertThat(whole.get(key)).as("case in %s", json).startsWith(text));
      }
    }
  }

  @Test
  void feed_damagedDocuments_isCompleteJustWhereJacksonReadsAnObject() {
    Random random = new Random(3);
    RandomJson documents = new RandomJson(random);
    int accepted = 0;
    for (int i = 0; i < 20_000; i++) {
      String json = damaged(documents.document(), random);
      boolean complete = Heard.split(json, 8, random).state().equals("complete");

      assertThat(complete).as("case %d: %s", i, json).isEqualTo(isObject(json));
      accepted += complete ? 1 : 0;
    }
    assertThat(accepted).isBetween(2_000, 18_000);
  }

  @Test
  void feed_garbageAnyWayCut_isHeardTheSame() {
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      String garbage = garbage(random);
      Heard whole = Heard.of(garbage);
      Heard split = Heard.split(garbage, 1 + random.nextInt(4), random);

      assertThat(split.texts).as("case %d: %s", i, garbage).isEqualTo(whole.texts);
      assertThat(split.ended).as("case %d: %s", i, garbage).isEqualTo(whole.ended);
      assertThat(split.state()).as("case %d: %s", i, garbage).isEqualTo(whole.state());
    }
  }

  private static String damaged(String json, Random random) {
    StringBuilder out = new StringBuilder(json);
    int at = random.nextInt(json.length());
    char c = STRUCTURE.charAt(random.nextInt(STRUCTURE.length()));
    switch (random.nextInt(4)) {
      case 0 -> out.deleteCharAt(at);
      case 1 -> out.setCharAt(at, c);
      case 2 -> out.insert(at, c);
      default -> out.setLength(at);
    }
    return out.toString();
  }

  private static String garbage(Random random) {
    StringBuilder out = new StringBuilder(random.nextBoolean() ? "{\"a\":\"" : "{");
    int count = random.nextInt(30);
    for (int i = 0; i < count; i++) {
      out.append(STRUCTURE.charAt(random.nextInt(STRUCTURE.length())));
    }
    return out.toString();
  }

  private static boolean isObject(String json) {
    try {
      return JACKSON.readTree(json).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static Map<String, String> strings(String json) throws JsonProcessingException {
    Map<String, String> strings = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : JACKSON.readTree(json).properties()) {
      if (member.getValue().isTextual()) {
        strings.put(member.getKey(), member.getValue().textValue());
      }
    }
    return strings;
  }
}
