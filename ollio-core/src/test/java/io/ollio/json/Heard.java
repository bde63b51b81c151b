package io.ollio.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What a listener heard: every event in order, and the texts put together. */
final class Heard implements StreamingArguments.Listener {
  final List<String> events = new ArrayList<>();
  final Map<String, String> texts = new LinkedHashMap<>();
  final Map<String, String> ended = new LinkedHashMap<>();
  final List<String> cutPairs = new ArrayList<>();
  final StreamingArguments arguments = new StreamingArguments(this);

  static Heard of(String... pieces) {
    Heard heard = new Heard();
    for (String piece : pieces) {
      heard.arguments.feed(piece);
    }
    return heard;
  }

  /** Fed in pieces of 0 to {@code longest} chars. */
  static Heard split(String json, int longest, RandomGenerator random) {
    Heard heard = new Heard();
    int at = 0;
    while (at < json.length()) {
      int end = Math.min(json.length(), at + random.nextInt(longest + 1));
      heard.arguments.feed(json.substring(at, end));
      at = end;
    }
    return heard;
  }

  @Override
  public void onString(String key, String textDelta) {
    String before = texts.getOrDefault(key, "");
    if (!before.isEmpty()
        && Character.isHighSurrogate(before.charAt(before.length() - 1))
        && Character.isLowSurrogate(textDelta.charAt(0))) {
      cutPairs.add(key);
    }
    events.add(key + "+" + textDelta);
    texts.put(key, before + textDelta);
  }

  @Override
  public void onMemberEnd(String key) {
    events.add(key + ".");
    ended.put(key, texts.getOrDefault(key, ""));
  }

  String state() {
    return arguments.isBroken() ? "broken" : arguments.isComplete() ? "complete" : "open";
  }
}
