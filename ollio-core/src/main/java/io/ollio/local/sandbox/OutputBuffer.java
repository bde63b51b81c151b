package io.ollio.local.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keeps the beginning and the end of a stream of bytes, half of the limit each. Cut between
 * characters of UTF-8. Not thread-safe.
 */
final class OutputBuffer {
  private final byte[] ring;
  private byte[] head = new byte[0];
  private final int headLimit;
  private long total;

  OutputBuffer(int limit) {
    this.headLimit = limit / 2;
    this.ring = new byte[limit - headLimit];
  }

  /** Appends the first {@code length} bytes of a block. */
  void append(byte[] block, int length) {
    int toHead = (int) Math.min(length, headLimit - (long) head.length);
    if (toHead > 0) {
      int used = head.length;
      head = Arrays.copyOf(head, used + toHead);
      System.arraycopy(block, 0, head, used, toHead);
    }
    for (int i = Math.max(toHead, length - ring.length); i < length; i++) {
      ring[(int) ((total + i - headLimit) % ring.length)] = block[i];
    }
    total += length;
  }

  /** What was kept as text, with a note where something was cut out. */
  String text() {
    long beyondHead = total - head.length;
    if (beyondHead <= ring.length) {
      byte[] all = Arrays.copyOf(head, (int) total);
      System.arraycopy(ring, 0, all, head.length, (int) beyondHead);
      return new String(all, StandardCharsets.UTF_8);
    }
    return text(head, 0, endOfLastCharacter(head)) + note(beyondHead - ring.length) + tail();
  }

  private String tail() {
    int oldest = (int) ((total - headLimit) % ring.length);
    byte[] tail = new byte[ring.length];
    System.arraycopy(ring, oldest, tail, 0, ring.length - oldest);
    System.arraycopy(ring, 0, tail, ring.length - oldest, oldest);
    int start = startOfFirstCharacter(tail);
    return text(tail, start, tail.length);
  }

  private static String note(long bytes) {
    return "\n… " + bytes + " bytes cut …\n";
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private static int startOfFirstCharacter(byte[] bytes) {
    int start = 0;
    while (start < Math.min(3, bytes.length) && isContinuation(bytes[start])) {
      start++;
    }
    return start;
  }

  /** Leaves out a last character whose bytes are not all there. */
  private static int endOfLastCharacter(byte[] bytes) {
    int lead = bytes.length - 1;
    while (lead > Math.max(0, bytes.length - 4) && isContinuation(bytes[lead])) {
      lead--;
    }
    return lead >= 0 && lead + length(bytes[lead]) > bytes.length ? lead : bytes.length;
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xC0) == 0x80;
  }

  private static int length(byte lead) {
    if ((lead & 0xE0) == 0xC0) {
      return 2;
    }
    if ((lead & 0xF0) == 0xE0) {
      return 3;
    }
    return (lead & 0xF8) == 0xF0 ? 4 : 1;
  }
}
