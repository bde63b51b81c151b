package io.ollio.sandbox.e2b.http;

import java.io.IOException;
import java.time.Duration;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.ForwardingSink;
import okio.Okio;
import okio.Sink;
import org.jspecify.annotations.Nullable;

/** Tells a call's watch that its body moves on. */
final class Progress {
  /** What leaves in one piece needs no progress. */
  private static final long SMALL = 64 << 10;

  private final Duration silence;
  private volatile @Nullable CallWatch watch;

  Progress(Duration silence) {
    this.silence = silence;
  }

  /** The request, with a body that tells. */
  Request watching(Request request) {
    RequestBody body = request.body();
    if (body == null || isSmall(body)) {
      return request;
    }
    return request
        .newBuilder()
        .tag(Progress.class, this)
        .method(request.method(), new MovingBody(body))
        .build();
  }

  void watch(CallWatch callWatch) {
    watch = callWatch;
  }

  private static boolean isSmall(RequestBody body) {
    try {
      long length = body.contentLength();
      return length >= 0 && length <= SMALL;
    } catch (IOException unknown) {
      return false;
    }
  }

  private void moved() {
    CallWatch watching = watch;
    if (watching != null) {
      watching.within(silence);
    }
  }

  private final class MovingBody extends RequestBody {
    private final RequestBody body;

    MovingBody(RequestBody body) {
      this.body = body;
    }

    @Override
    public @Nullable MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
      return body.contentLength();
    }

    @Override
    public boolean isOneShot() {
      return body.isOneShot();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      BufferedSink telling = Okio.buffer(new TellingSink(sink));
      body.writeTo(telling);
      telling.flush();
    }
  }

  private final class TellingSink extends ForwardingSink {
    TellingSink(Sink sink) {
      super(sink);
    }

    @Override
    public void write(Buffer source, long byteCount) throws IOException {
      super.write(source, byteCount);
      moved();
    }
  }
}
