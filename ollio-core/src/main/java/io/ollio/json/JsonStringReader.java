package io.ollio.json;

import org.jspecify.annotations.Nullable;

/** Reads one JSON string from its first char to its closing quote, in pieces cut anywhere. */
final class JsonStringReader {
  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";

  private enum State {
    TEXT,
    ESCAPE,
    HEX,
    CLOSED,
    BROKEN
  }

  private State state = State.CLOSED;
  private int hexDigits;
  private int codeUnit;

  /** Begins a new string, after its opening quote. */
  void start() {
    state = State.TEXT;
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  boolean isBroken() {
    return state == State.BROKEN;
  }

  /**
   * Reads on until the string or the input ends.
   *
   * @param out takes the text; null to check and drop it
   * @return where reading stopped
   */
  int read(String in, int from, @Nullable StringBuilder out) {
    int at = from;
    while (at < in.length() && state != State.CLOSED && state != State.BROKEN) {
      if (state == State.TEXT) {
        at = readText(in, at, out);
      } else {
        readEscape(in.charAt(at++), out);
      }
    }
    return at;
  }

  private int readText(String in, int from, @Nullable StringBuilder out) {
    int at = from;
    while (at < in.length() && isPlain(in.charAt(at))) {
      at++;
    }
    if (out != null) {
      out.append(in, from, at);
    }
    if (at == in.length()) {
      return at;
    }
    state =
        switch (in.charAt(at)) {
          case '"' -> State.CLOSED;
          case '\\' -> State.ESCAPE;
          default -> State.BROKEN; // an unescaped control char
        };
    return at + 1;
  }

  private void readEscape(char c, @Nullable StringBuilder out) {
    if (state == State.ESCAPE && c == 'u') {
      state = State.HEX;
      hexDigits = 0;
      codeUnit = 0;
    } else if (state == State.ESCAPE) {
      int index = ESCAPES.indexOf(c);
      end(index < 0 ? -1 : ESCAPED.charAt(index), out);
    } else {
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      codeUnit = codeUnit << 4 | digit;
      hexDigits++;
      if (digit < 0 || hexDigits == 4) {
        end(digit < 0 ? -1 : codeUnit, out);
      }
    }
  }

  private void end(int decoded, @Nullable StringBuilder out) {
    state = decoded < 0 ? State.BROKEN : State.TEXT;
    if (out != null && decoded >= 0) {
      out.append((char) decoded);
    }
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c != '"' && c != '\\';
  }
}
