package io.ollio.sandbox.e2b.process;

import io.ollio.sandbox.CommandOutput;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes one stream's pieces, which may be cut inside a character. Not thread-safe. */
final class TextStream {
  private static final int MOST_UNDECODED = 8;

  private final CommandOutput.Stream stream;
  private final CommandOutput listener;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] left = {};

  TextStream(CommandOutput.Stream stream, CommandOutput listener) {
    this.stream = stream;
    this.listener = listener;
  }

  void accept(byte[] piece) {
    if (piece.length > 0) {
      decode(piece, false);
    }
  }

  /** Tells what is left; a character that was cut off becomes U+FFFD. */
  void finish() {
    decode(new byte[0], true);
    decoder.reset();
  }

  private void decode(byte[] piece, boolean last) {
    ByteBuffer in = ByteBuffer.allocate(left.length + piece.length);
    in.put(left).put(piece).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + MOST_UNDECODED);
    decoder.decode(in, out, last);
    if (last) {
      decoder.flush(out);
    }
    left = new byte[in.remaining()];
    in.get(left);
    if (out.flip().hasRemaining()) {
      listener.onOutput(stream, out.toString());
    }
  }
}
