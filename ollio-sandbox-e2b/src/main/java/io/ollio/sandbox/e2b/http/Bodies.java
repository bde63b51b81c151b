package io.ollio.sandbox.e2b.http;

import java.io.IOException;
import java.io.InputStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.ForwardingSink;
import okio.GzipSink;
import okio.Okio;
import okio.Source;

/**
 * Bodies of requests. OkHttp sends a body again by itself when a connection breaks, on 408 and on
 * 503 with "Retry-After: 0", unless it is "one shot" (RetryAndFollowUpInterceptor of 5.5): so those
 * of calls that must not happen twice are.
 */
public final class Bodies {
  /** JSON without a charset, which some servers do not expect. */
  public static final MediaType JSON = MediaType.get("application/json");

  /** One message of a Connect stream. */
  public static final MediaType CONNECT = MediaType.get("application/connect+json");

  /** Plain bytes. */
  public static final MediaType BYTES = MediaType.get("application/octet-stream");

  private static final int UNKNOWN_LENGTH = -1;

  private Bodies() {}

  /** Bytes that may be sent again only when the call is repeatable. */
  public static RequestBody of(MediaType type, byte[] content, Safety safety) {
    return new BytesBody(type, content, safety != Safety.REPEATABLE);
  }

  /**
   * A stream that is sent once, and not closed here.
   *
   * @param length number of bytes; -1 when unknown
   */
  public static RequestBody of(MediaType type, InputStream content, long length) {
    return new StreamBody(type, content, length);
  }

  /** The body, compressed while it is sent. */
  public static RequestBody gzip(RequestBody plain) {
    return new GzipBody(plain);
  }

  private static final class BytesBody extends RequestBody {
    private final MediaType type;
    private final byte[] content;
    private final boolean oneShot;

    BytesBody(MediaType type, byte[] content, boolean oneShot) {
      this.type = type;
      this.content = content;
      this.oneShot = oneShot;
    }

    @Override
    public MediaType contentType() {
      return type;
    }

    @Override
    public long contentLength() {
      return content.length;
    }

    @Override
    public boolean isOneShot() {
      return oneShot;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(content);
    }
  }

  private static final class StreamBody extends RequestBody {
    private final MediaType type;
    private final InputStream content;
    private final long length;
    private boolean isRead;

    StreamBody(MediaType type, InputStream content, long length) {
      this.type = type;
      this.content = content;
      this.length = length;
    }

    @Override
    public MediaType contentType() {
      return type;
    }

    @Override
    public long contentLength() {
      return length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      if (isRead) {
        throw new IOException("The stream was read already and cannot be sent again");
      }
      isRead = true;
      Source source = Okio.source(content);
      if (length < 0) {
        sink.writeAll(source);
      } else {
        sink.write(source, length);
      }
    }
  }

  private static final class GzipBody extends RequestBody {
    private final RequestBody plain;

    GzipBody(RequestBody plain) {
      this.plain = plain;
    }

    @Override
    public MediaType contentType() {
      return plain.contentType();
    }

    @Override
    public long contentLength() {
      return UNKNOWN_LENGTH;
    }

    @Override
    public boolean isOneShot() {
      return plain.isOneShot();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      try (BufferedSink compressed = Okio.buffer(new GzipSink(new Unclosed(sink)))) {
        plain.writeTo(compressed);
      }
    }
  }

  /** Ending the compression must not end the request. */
  private static final class Unclosed extends ForwardingSink {
    Unclosed(BufferedSink sink) {
      super(sink);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
