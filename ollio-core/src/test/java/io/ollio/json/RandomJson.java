package io.ollio.json;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Writes random JSON objects with every freedom the grammar allows, except escaped surrogates in
 * names: versions of Jackson disagree on single ones.
 */
final class RandomJson {
  private static final String[] SCALARS = {
    "0", "-0", "12", "-3.25", "1e9", "2E-3", "0.5e+7", "true", "false", "null"
  };
  private static final String PLAIN = "abz09 {}[]:,/.\u00e9\u4e2d\u2028\u007f";
  private static final String[] ESCAPES = {
    "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t"
  };

  private final RandomGenerator random;
  private int names;

  RandomJson(RandomGenerator random) {
    this.random = random;
  }

  /** An object whose own member names differ from each other. */
  String document() {
    names = 0;
    return blank() + object(3) + blank();
  }

  private String object(int depth) {
    StringBuilder out = new StringBuilder("{").append(blank());
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "" : "," + blank());
      out.append('"').append(name()).append(names++).append('"').append(blank()).append(':');
      out.append(blank()).append(value(depth)).append(blank());
    }
    return out.append('}').toString();
  }

  private String array(int depth) {
    StringBuilder out = new StringBuilder("[").append(blank());
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "" : "," + blank()).append(value(depth)).append(blank());
    }
    return out.append(']').toString();
  }

  private String value(int depth) {
    int kind = random.nextInt(10);
    if (kind < 6 || depth == 0) {
      return '"' + text(20) + '"';
    }
    if (kind < 8) {
      return SCALARS[random.nextInt(SCALARS.length)];
    }
    return kind == 8 ? object(depth - 1) : array(depth - 1);
  }

  private String name() {
    return switch (random.nextInt(4)) {
      case 0 -> ESCAPES[random.nextInt(ESCAPES.length)];
      case 1 -> escaped(Character.toString(random.nextInt(0x100)));
      case 2 -> "\uD83D\uDE00";
      default -> PLAIN.substring(random.nextInt(PLAIN.length()));
    };
  }

  private String text(int longest) {
    StringBuilder out = new StringBuilder();
    int count = random.nextInt(longest + 1);
    for (int i = 0; i < count; i++) {
      out.append(unit());
    }
    return out.toString();
  }

  private String unit() {
    return switch (random.nextInt(8)) {
      case 0 -> ESCAPES[random.nextInt(ESCAPES.length)];
      case 1 -> escaped("\uD83D\uDE00");
      case 2 -> escaped("\uD83D"); // may or may not find its other half next
      case 3 -> escaped("\uDE00");
      case 4 -> "\uD83D\uDE00";
      case 5 -> random.nextBoolean() ? "\uD83D" : "\uDE00";
      case 6 -> escaped(Character.toString(random.nextInt(0x3000)));
      default -> PLAIN.substring(0, 1 + random.nextInt(PLAIN.length()));
    };
  }

  private String escaped(String text) {
    HexFormat hex = random.nextBoolean() ? HexFormat.of() : HexFormat.of().withUpperCase();
    StringBuilder out = new StringBuilder();
    text.chars().forEach(c -> out.append("\\u").append(hex.toHexDigits((char) c)));
    return out.toString();
  }

  private String blank() {
    return random.nextInt(4) == 0 ? " \n\r\t".substring(random.nextInt(4)) : "";
  }
}
