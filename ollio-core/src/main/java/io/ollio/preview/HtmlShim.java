package io.ollio.preview;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Puts one script before everything else of a page. It replaces what an opaque origin denies
 * (localStorage and the like, which generated pages use without asking) by stand-ins in memory. It
 * is a convenience, not a wall: a page can get round it.
 *
 * <p>The script adds no line, so that line numbers in error messages stay those of the file.
 */
public final class HtmlShim {
  private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

  private final byte[] script;

  private HtmlShim(byte[] script) {
    this.script = script;
  }

  /** The script of this package. */
  public static HtmlShim bundled() {
    try (InputStream in = HtmlShim.class.getResourceAsStream("page-shim.js")) {
      if (in == null) {
        throw new IllegalStateException("page-shim.js is missing from the jar");
      }
      String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String line =
          source.replaceAll("(?m)^\\s*+//.*+$", "").replaceAll("\\s*[\\r\\n]\\s*", " ").trim();
      return new HtmlShim(("<script>" + line + "</script>").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read page-shim.js from the jar", e);
    }
  }

  /** The page with the script in it; the bytes are read as if each were a character. */
  public byte[] inject(byte[] page) {
    int at = prologueEnd(new String(page, StandardCharsets.ISO_8859_1));
    byte[] out = new byte[page.length + script.length];
    System.arraycopy(page, 0, out, 0, at);
    System.arraycopy(script, 0, out, at, script.length);
    System.arraycopy(page, at, out, at + script.length, page.length - at);
    return out;
  }

  /** Where the script goes: before the doctype it would put the page into quirks mode. */
  private static int prologueEnd(String page) {
    int at = page.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
    while (at < page.length()) {
      int next = afterPart(page, at);
      if (next == at) {
        return at;
      }
      at = next;
    }
    return at;
  }

  private static int afterPart(String page, int at) {
    if (Character.isWhitespace(page.charAt(at))) {
      return at + 1;
    }
    if (page.startsWith("<!--", at)) {
      int end = page.indexOf("-->", at + 2);
      return end < 0 ? at : end + 3;
    }
    boolean isPrologue =
        isTag(page, at, "<!doctype") || isTag(page, at, "<html") || isTag(page, at, "<head");
    return isPrologue ? tagEnd(page, at) : at;
  }

  private static boolean isTag(String page, int at, String start) {
    int after = at + start.length();
    return page.regionMatches(true, at, start, 0, start.length())
        && after < page.length()
        && " \t\r\n\f/>".indexOf(page.charAt(after)) >= 0;
  }

  private static int tagEnd(String page, int start) {
    char quote = 0;
    for (int at = start; at < page.length(); at++) {
      char c = page.charAt(at);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        return at + 1;
      }
    }
    return start;
  }
}
