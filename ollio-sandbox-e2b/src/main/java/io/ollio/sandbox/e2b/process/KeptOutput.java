package io.ollio.sandbox.e2b.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keeps the beginning and the end of a stream of bytes, half of the limit each, cut between
 * characters of UTF-8. Not thread-safe.
 */
public final class KeptOutput {
  private final int headLimit;
  private final int tailLimit;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private byte[] tail = {};
  private int tailEnd;
  private long total;

  /** Keeps at most this many bytes. */
  public KeptOutput(int limit) {
    this.headLimit = limit / 2;
    this.tailLimit = limit - headLimit;
  }

  /** Appends a piece. */
  public void append(byte[] piece) {
    int toHead = Math.min(piece.length, headLimit - head.size());
    head.write(piece, 0, toHead);
    total += piece.length;
    for (int from = Math.max(toHead, piece.length - tailLimit); from < piece.length; ) {
      from += appendToTail(piece, from);
    }
  }

  /** Bytes that came, kept or not. */
  public long total() {
    return total;
  }

  /** What was kept as text, with a note where something was cut out. */
  public String text() {
    long cut = total - head.size() - Math.min(tailEnd, tailLimit);
    byte[] end = tailInOrder();
    if (cut <= 0) {
      byte[] all = Arrays.copyOf(head.toByteArray(), head.size() + end.length);
      System.arraycopy(end, 0, all, head.size(), end.length);
      return new String(all, StandardCharsets.UTF_8);
    }
    int headEnd = endOfLastCharacter(head.toByteArray());
    int tailStart = startOfFirstCharacter(end);
    return new String(head.toByteArray(), 0, headEnd, StandardCharsets.UTF_8)
        + "\n… "
        + cut
        + " bytes cut …\n"
        + new String(end, tailStart, end.length - tailStart, StandardCharsets.UTF_8);
  }

  /** The ring grows with what comes, so that short output costs little. */
  private int appendToTail(byte[] piece, int from) {
    if (tailEnd >= tail.length && tail.length < tailLimit) {
      int wanted = Math.max(2 * tail.length, tailEnd + piece.length - from);
      tail = Arrays.copyOf(tail, Math.min(tailLimit, wanted));
    }
    int at = tailEnd % tail.length;
    int count = Math.min(piece.length - from, tail.length - at);
    System.arraycopy(piece, from, tail, at, count);
    tailEnd += count;
    if (tail.length == tailLimit && tailEnd >= 2 * tailLimit) {
      tailEnd -= tailLimit;
    }
    return count;
  }

  private byte[] tailInOrder() {
    if (tailEnd <= tail.length) {
      return Arrays.copyOf(tail, tailEnd);
    }
    byte[] ordered = new byte[tail.length];
    int oldest = tailEnd % tail.length;
    System.arraycopy(tail, oldest, ordered, 0, tail.length - oldest);
    System.arraycopy(tail, 0, ordered, tail.length - oldest, oldest);
    return ordered;
  }

  private static int startOfFirstCharacter(byte[] bytes) {
    int start = 0;
    while (start < Math.min(3, bytes.length) && isContinuation(bytes[start])) {
      start++;
    }
    return start;
  }

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
