package io.ollio.sandbox.e2b.rpc;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into Connect's envelopes: a byte of flags, four of length, the payload.
 */
final class EnvelopeReader {
  /** Largest payload taken; those seen are below 45 KB. */
  static final int MAX_PAYLOAD = 16 << 20;

  private static final int END = 0x02;

  private final BufferedSource source;

  EnvelopeReader(BufferedSource source) {
    this.source = source;
  }

  /** One envelope. */
  static final class Envelope {
    private final boolean end;
    private final byte[] payload;

    private Envelope(boolean end, byte[] payload) {
      this.end = end;
      this.payload = payload;
    }

    boolean isEnd() {
      return end;
    }

    byte[] payload() {
      return payload;
    }
  }

  /**
   * The next envelope; null at a clean end of the body.
   *
   * @throws EOFException when the body ends inside an envelope
   * @throws ProtocolException when it is compressed, too large or has unknown flags
   */
  @Nullable Envelope next() throws IOException {
    if (source.exhausted()) {
      return null;
    }
    int flags = source.readByte();
    int length = source.readInt();
    if ((flags & ~END) != 0) {
      throw new ProtocolException("envelope with flags " + flags);
    }
    if (length < 0 || length > MAX_PAYLOAD) {
      throw new ProtocolException("envelope of " + Integer.toUnsignedString(length) + " bytes");
    }
    return new Envelope((flags & END) != 0, source.readByteArray(length));
  }

  /** One message as the body of a request. */
  static byte[] envelope(byte[] message) {
    byte[] body = new byte[message.length + 5];
    body[1] = (byte) (message.length >>> 24);
    body[2] = (byte) (message.length >>> 16);
    body[3] = (byte) (message.length >>> 8);
    body[4] = (byte) message.length;
    System.arraycopy(message, 0, body, 5, message.length);
    return body;
  }
}
