package io.ollio.sandbox.e2b.fake.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Bodies of HTTP/1.1: of a length, or in chunks. */
final class Http1Body extends InputStream {
  private final InputStream in;
  private final boolean chunked;
  private long left;
  private boolean begun;
  private boolean over;

  private Http1Body(InputStream in, boolean chunked, long length) {
    this.in = in;
    this.chunked = chunked;
    this.left = length;
    this.over = !chunked && length == 0;
  }

  static InputStream of(InputStream in, Map<String, String> headers) {
    boolean chunked = headers.getOrDefault("transfer-encoding", "").contains("chunked");
    return new Http1Body(in, chunked, Long.parseLong(headers.getOrDefault("content-length", "0")));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (chunked && left == 0 && !over) {
      nextChunk();
    }
    if (over) {
      return -1;
    }
    int count = in.read(target, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException();
    }
    left -= count;
    over = !chunked && left == 0;
    return count;
  }

  private void nextChunk() throws IOException {
    if (begun) {
      line();
    }
    begun = true;
    left = Long.parseLong(line().strip(), 16);
    if (left == 0) {
      line();
      over = true;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      line.append((char) c);
    }
    return line.toString();
  }

  /** Each write is a chunk, sent at once. */
  static final class Chunks extends OutputStream {
    private final OutputStream out;

    Chunks(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > 0) {
        out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes, offset, length);
        out.write('\r');
        out.write('\n');
        out.flush();
      }
    }

    @Override
    public void close() throws IOException {
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
  }
}
