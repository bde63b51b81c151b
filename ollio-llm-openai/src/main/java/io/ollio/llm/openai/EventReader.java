package io.ollio.llm.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a body into server-sent events and gives the data of one after the other, as bytes, so that
 * the JSON parser reads them where they lie. Comments and other fields are skipped; lines end in
 * CR, LF or both. Source: WHATWG HTML, "Server-sent events", 9.2.5 and 9.2.6; other than there,
 * data that no blank line follows before the end still counts (some servers end on {@code data:
 * [DONE]}).
 */
final class EventReader {
  private static final int FIRST_SIZE = 16 * 1024;
  private static final byte[] FIELD = {'d', 'a', 't', 'a'};
  private static final byte[] END_MARKER = {'[', 'D', 'O', 'N', 'E', ']'};
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final OpenAiLimits limits;

  private byte[] buffer = new byte[FIRST_SIZE];
  private int filled;
  private int position;
  private int lineStart;
  private int lineEnd;
  private boolean skipLineFeed;
  private long total;

  /** The current event: in {@link #buffer} while it has one line, else in {@link #joined}. */
  private boolean hasData;

  private byte[] data = buffer;
  private int dataStart;
  private int dataEnd;
  private final ByteArrayOutputStream joined = new ByteArrayOutputStream(0);

  EventReader(InputStream in, OpenAiLimits limits) {
    this.in = in;
    this.limits = limits;
  }

  /** The next byte that is no white space (nor a byte order mark at the start), or -1. */
  int peek() throws IOException {
    skipByteOrderMark();
    while (position < filled || fill()) {
      if (buffer[position] < 0 || buffer[position] > ' ') {
        return buffer[position] & 0xFF;
      }
      lineStart = ++position;
    }
    return -1;
  }

  private void skipByteOrderMark() throws IOException {
    int matching = 0;
    while (matching < BYTE_ORDER_MARK.length
        && (matching < filled || fill())
        && buffer[matching] == BYTE_ORDER_MARK[matching]) {
      matching++;
    }
    if (matching == BYTE_ORDER_MARK.length) {
      position = matching;
    }
  }

  /** Goes to the next event that has data; false at the end of the body. */
  boolean next() throws IOException {
    hasData = false;
    joined.reset();
    while (nextLine()) {
      if (lineStart < lineEnd) {
        addLine();
      } else if (hasData) {
        return finishEvent();
      }
    }
    return hasData && finishEvent();
  }

  /** Takes everything up to the end of the body as one event. */
  void rest() throws IOException {
    joined.reset();
    hasData = true;
    dataStart = position;
    while (fill()) {
      checkEventSize(filled - dataStart);
    }
    position = filled;
    dataEnd = filled;
    finishEvent();
  }

  /** Holds the event's data from {@link #start} to {@link #end}; valid until the next call. */
  byte[] bytes() {
    return data;
  }

  int start() {
    return dataStart;
  }

  int end() {
    return dataEnd;
  }

  /** Whether the event's data is the end marker {@code [DONE]}. */
  boolean isEndMarker() {
    return Arrays.equals(data, dataStart, dataEnd, END_MARKER, 0, END_MARKER.length);
  }

  private boolean finishEvent() {
    if (joined.size() > 0) {
      data = joined.toByteArray();
      dataStart = 0;
      dataEnd = data.length;
    } else {
      data = buffer;
    }
    return true;
  }

  private void addLine() throws IOException {
    int value = valueOfDataField();
    if (value < 0) {
      return;
    }
    if (hasData) {
      if (joined.size() == 0) {
        joined.write(buffer, dataStart, dataEnd - dataStart);
      }
      joined.write('\n');
      joined.write(buffer, value, lineEnd - value);
    }
    hasData = true;
    dataStart = value;
    dataEnd = lineEnd;
    checkEventSize(Math.max(joined.size(), lineEnd - value));
  }

  /** Where the value starts when the line is a data field, else -1. */
  private int valueOfDataField() {
    int colon = lineStart + FIELD.length;
    if (colon > lineEnd || !Arrays.equals(buffer, lineStart, colon, FIELD, 0, FIELD.length)) {
      return -1;
    }
    if (colon == lineEnd) {
      return lineEnd;
    }
    if (buffer[colon] != ':') {
      return -1;
    }
    return colon + 1 < lineEnd && buffer[colon + 1] == ' ' ? colon + 2 : colon + 1;
  }

  /** Goes to the next line; a last one without a line end counts. False at the end. */
  private boolean nextLine() throws IOException {
    lineStart = position;
    if (skipLineFeed && (position < filled || fill())) {
      position += buffer[position] == '\n' ? 1 : 0;
      lineStart = position;
      skipLineFeed = false;
    }
    while (true) {
      position = lineBreakFrom(position);
      if (position < filled) {
        skipLineFeed = buffer[position] == '\r';
        lineEnd = position++;
        return true;
      }
      checkEventSize(position - lineStart);
      if (!fill()) {
        lineEnd = position;
        return lineStart < lineEnd;
      }
    }
  }

  private int lineBreakFrom(int from) {
    byte[] bytes = buffer;
    int end = filled;
    int at = from;
    while (at < end && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    return at;
  }

  /** Reads more, keeping what the current line and event still need. False at the end. */
  private boolean fill() throws IOException {
    if (filled == buffer.length) {
      makeRoom();
    }
    int count = in.read(buffer, filled, buffer.length - filled);
    if (count < 0) {
      return false;
    }
    filled += count;
    total += count;
    if (total > limits.maxReplyBytes()) {
      throw new ReplyTooLong("maxReplyBytes, " + limits.maxReplyBytes());
    }
    return true;
  }

  private void makeRoom() {
    int keep = hasData && joined.size() == 0 ? dataStart : lineStart;
    if (keep < buffer.length / 2) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
      return;
    }
    System.arraycopy(buffer, keep, buffer, 0, filled - keep);
    filled -= keep;
    position -= keep;
    lineStart -= keep;
    dataStart -= keep;
    dataEnd -= keep;
  }

  private void checkEventSize(int size) throws IOException {
    if (size > limits.maxEventBytes()) {
      throw new ReplyTooLong("maxEventBytes, " + limits.maxEventBytes());
    }
  }

  /** A size limit was passed; the message names it and its value. */
  static final class ReplyTooLong extends IOException {
    private static final long serialVersionUID = 1L;

    ReplyTooLong(String limit) {
      super(limit);
    }
  }
}
