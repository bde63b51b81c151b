package io.ollio.json;

import java.util.BitSet;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Reads the arguments of a tool call while a model is still writing them: one JSON object, fed in
 * pieces cut anywhere, whose own string members are reported as they grow.
 *
 * <p>Other members and everything nested are checked and passed over. The grammar is that of RFC
 * 8259, as strict as Jackson's default, and so are the limits on nesting, names and numbers. What
 * is reported does not depend on where the pieces were cut. Half a surrogate pair on its own is
 * passed on as it is. Malformed input ends the reports and sets {@link #isBroken}; it never throws.
 * Memory is constant but for the piece in hand.
 *
 * <p>Not thread-safe. Listeners are called on the thread that feeds.
 */
public final class StreamingArguments {
  private static final int DEEPEST = 1000;
  private static final int LONGEST_NAME = 50_000;
  private static final int LONGEST_NUMBER = 1000;
  private static final Pattern SCALAR =
      Pattern.compile("true|false|null|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");

  /** Hears of the string members in the order they are written. */
  public interface Listener {
    /**
     * A string member grew.
     *
     * @param key name of the member; a name written twice is reported twice
     * @param textDelta the next piece of its text, unescaped; never empty and never ending within a
     *     surrogate pair
     */
    void onString(String key, String textDelta);

    /** A string member is complete; comes once for each, also when its text is empty. */
    default void onMemberEnd(String key) {}
  }

  private enum Expect {
    OBJECT,
    FIRST_NAME,
    NAME,
    COLON,
    FIRST_VALUE,
    VALUE,
    NEXT,
    STRING,
    SCALAR,
    NOTHING,
    BROKEN
  }

  private final Listener listener;
  private final JsonStringReader string = new JsonStringReader();
  private final StringBuilder name = new StringBuilder();
  private final StringBuilder scalar = new StringBuilder();
  private final BitSet arrays = new BitSet();
  private Expect expect = Expect.OBJECT;
  private int depth;
  private boolean inName;
  private String key = "";
  private String held = "";

  /** Starts before the opening brace. */
  public StreamingArguments(Listener listener) {
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  /** Reads the next piece, of any length; ignored once broken. */
  public void feed(String delta) {
    int at = 0;
    while (at < delta.length() && expect != Expect.BROKEN) {
      at =
          switch (expect) {
            case STRING -> readString(delta, at);
            case SCALAR -> readScalar(delta, at);
            default -> readStructure(delta.charAt(at)) ? at + 1 : at;
          };
    }
  }

  /** Whether the closing brace was read and nothing but blanks since. */
  public boolean isComplete() {
    return expect == Expect.NOTHING;
  }

  /** Whether what was read cannot be the beginning of a JSON object. */
  public boolean isBroken() {
    return expect == Expect.BROKEN;
  }

  private int readString(String delta, int from) {
    boolean reported = !inName && depth == 1;
    StringBuilder text = inName && depth == 1 ? name : reported ? new StringBuilder() : null;
    int at = string.read(delta, from, text);
    if (reported && text != null) {
      report(text);
    }
    if (string.isBroken() || name.length() > LONGEST_NAME) {
      expect = Expect.BROKEN;
    } else if (string.isClosed()) {
      endString(reported);
    }
    return at;
  }

  /** Passes the text on, holding back a high surrogate whose other half may follow. */
  private void report(StringBuilder text) {
    text.insert(0, held);
    held = "";
    int last = text.length() - 1;
    if (last >= 0 && !string.isClosed() && Character.isHighSurrogate(text.charAt(last))) {
      held = text.substring(last);
      text.setLength(last);
    }
    if (!text.isEmpty()) {
      listener.onString(key, text.toString());
    }
  }

  private void endString(boolean reported) {
    expect = inName ? Expect.COLON : Expect.NEXT;
    if (inName && depth == 1) {
      key = name.toString();
    }
    if (reported) {
      listener.onMemberEnd(key);
    }
  }

  private int readScalar(String delta, int from) {
    int at = from;
    while (at < delta.length() && isScalar(delta.charAt(at))) {
      at++;
    }
    scalar.append(delta, from, Math.min(at, from + LONGEST_NUMBER + 1));
    if (scalar.length() > LONGEST_NUMBER) {
      expect = Expect.BROKEN;
    } else if (at < delta.length()) {
      expect = SCALAR.matcher(scalar).matches() ? Expect.NEXT : Expect.BROKEN;
    }
    return at;
  }

  /** Reads one char between the tokens; false when it already belongs to a scalar. */
  private boolean readStructure(char c) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      return true;
    }
    switch (expect) {
      case OBJECT -> openIf(c == '{', c);
      case FIRST_NAME -> startNameOrClose(c, c == '}');
      case NAME -> startNameOrClose(c, false);
      case COLON -> expect = c == ':' ? Expect.VALUE : Expect.BROKEN;
      case FIRST_VALUE -> {
        if (c == ']') {
          close(c);
          return true;
        }
        return startValue(c);
      }
      case VALUE -> {
        return startValue(c);
      }
      case NEXT -> next(c);
      default -> expect = Expect.BROKEN;
    }
    return true;
  }

  private void startNameOrClose(char c, boolean closes) {
    if (closes) {
      close(c);
    } else if (c == '"') {
      name.setLength(0);
      startString(true);
    } else {
      expect = Expect.BROKEN;
    }
  }

  private boolean startValue(char c) {
    if (isScalar(c)) {
      scalar.setLength(0);
      expect = Expect.SCALAR;
      return false;
    }
    if (c == '"') {
      startString(false);
    } else {
      openIf(c == '{' || c == '[', c);
    }
    return true;
  }

  private void startString(boolean isName) {
    string.start();
    inName = isName;
    expect = Expect.STRING;
  }

  private void openIf(boolean allowed, char c) {
    if (!allowed || depth == DEEPEST) {
      expect = Expect.BROKEN;
      return;
    }
    depth++;
    arrays.set(depth, c == '[');
    expect = c == '[' ? Expect.FIRST_VALUE : Expect.FIRST_NAME;
  }

  private void next(char c) {
    if (c == ',') {
      expect = arrays.get(depth) ? Expect.VALUE : Expect.NAME;
    } else {
      close(c);
    }
  }

  private void close(char c) {
    if (c != (arrays.get(depth) ? ']' : '}')) {
      expect = Expect.BROKEN;
      return;
    }
    depth--;
    expect = depth == 0 ? Expect.NOTHING : Expect.NEXT;
  }

  private static boolean isScalar(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '-'
        || c == '+'
        || c == '.';
  }
}
