package io.ollio.local.sandbox;

import io.ollio.sandbox.CommandOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Carries one stream of a command to its listener and keeps the ends of it. */
final class OutputPump implements Runnable {
  private static final int BLOCK = 16 * 1_024;

  /** Told about everything that passes. */
  interface Gauge {
    /** This many more bytes. */
    void passed(int bytes);

    /** The listener threw this. */
    void failed(RuntimeException failure);
  }

  private final InputStream source;
  private final CommandOutput.Stream stream;
  private final CommandOutput listener;
  private final Gauge gauge;
  private final OutputBuffer buffer;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final ByteBuffer undecoded = ByteBuffer.allocate(BLOCK + 8);
  private final CharBuffer decoded = CharBuffer.allocate(BLOCK + 8);
  private volatile boolean muted;

  OutputPump(
      InputStream source,
      CommandOutput.Stream stream,
      int limit,
      CommandOutput listener,
      Gauge gauge) {
    this.source = source;
    this.stream = stream;
    this.listener = listener;
    this.gauge = gauge;
    this.buffer = new OutputBuffer(limit);
  }

  /** Runs until the last process that holds the stream's other end is gone. */
  @Override
  public void run() {
    byte[] block = new byte[BLOCK];
    try {
      for (int length = source.read(block); length >= 0; length = source.read(block)) {
        keep(block, length);
        gauge.passed(length);
        decode(block, length, false);
      }
      decode(block, 0, true);
    } catch (IOException closedByTheOtherSide) {
      decode(block, 0, true);
    }
  }

  /** What was kept, as text. */
  synchronized String text() {
    return buffer.text();
  }

  /** Tells its listener nothing more. */
  void mute() {
    muted = true;
  }

  private synchronized void keep(byte[] block, int length) {
    buffer.append(block, length);
  }

  private void decode(byte[] block, int length, boolean last) {
    undecoded.put(block, 0, length).flip();
    decoder.decode(undecoded, decoded, last);
    if (last) {
      decoder.flush(decoded);
    }
    undecoded.compact();
    String text = decoded.flip().toString();
    decoded.clear();
    if (!text.isEmpty() && !muted) {
      tell(text);
    }
  }

  private void tell(String text) {
    try {
      listener.onOutput(stream, text);
    } catch (RuntimeException e) {
      muted = true;
      gauge.failed(e);
    }
  }
}
