package io.ollio.sandbox.e2b.files;

import io.ollio.Cancellation;
import io.ollio.sandbox.e2b.api.DaemonVersion;
import io.ollio.sandbox.e2b.control.SandboxAccess;
import io.ollio.sandbox.e2b.http.Answer;
import io.ollio.sandbox.e2b.http.Bodies;
import io.ollio.sandbox.e2b.http.Endpoint;
import io.ollio.sandbox.e2b.http.Exchange;
import io.ollio.sandbox.e2b.http.Safety;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;

/** Moves whole files. Only silence limits how long that takes. Protocol notes, 5.2 and 5.3. */
final class Transfers {
  /** Most bytes in one call for several files. */
  private static final int BATCH_BYTES = 8 << 20;

  private static final int BATCH_FILES = 200;

  private final Endpoint rest;
  private final SandboxAccess access;
  private final Optional<String> user;

  Transfers(Endpoint rest, SandboxAccess access, Optional<String> user) {
    this.rest = rest;
    this.access = access;
    this.user = user;
  }

  byte[] read(String path) {
    Answer answer =
        rest.retries()
            .call(
                Safety.REPEATABLE,
                Cancellation.none(),
                () -> rest.transfer(get(path), reading(path), Cancellation.none()));
    return answer.body();
  }

  InputStream open(String path) {
    Exchange exchange =
        rest.retries()
            .call(
                Safety.REPEATABLE,
                Cancellation.none(),
                () ->
                    rest.send(
                        get(path), reading(path), rest.limits().request(), Cancellation.none()));
    exchange.watch().pause();
    return new Download(exchange, rest.limits().transfer());
  }

  void write(String path, byte[] content, WriteOptions options) {
    post(path, Bodies.of(Bodies.BYTES, content, Safety.REPEATABLE), options, Safety.REPEATABLE);
  }

  void write(String path, InputStream content, long length, WriteOptions options) {
    post(path, Bodies.of(Bodies.BYTES, content, length), options, Safety.STREAMED);
  }

  void writeAll(Map<String, byte[]> files) {
    List<Map.Entry<String, byte[]>> batch = new ArrayList<>();
    long bytes = 0;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (!isHarmless(file.getKey())) {
        writeBatch(batch);
        batch.clear();
        bytes = 0;
        write(file.getKey(), file.getValue(), WriteOptions.PLAIN);
        continue;
      }
      if (bytes + file.getValue().length > BATCH_BYTES || batch.size() >= BATCH_FILES) {
        writeBatch(batch);
        batch.clear();
        bytes = 0;
      }
      batch.add(file);
      bytes += file.getValue().length;
    }
    writeBatch(batch);
  }

  /** The server does not undo how a quote is written in a part's header. */
  private static boolean isHarmless(String path) {
    return path.chars().noneMatch(c -> c == '"' || c == '\\' || c == '%' || c < ' ');
  }

  private void writeBatch(List<Map.Entry<String, byte[]>> files) {
    if (files.isEmpty()) {
      return;
    }
    if (files.size() == 1) {
      write(files.get(0).getKey(), files.get(0).getValue(), WriteOptions.PLAIN);
      return;
    }
    MultipartBody.Builder form = new MultipartBody.Builder().setType(MultipartBody.FORM);
    for (Map.Entry<String, byte[]> file : files) {
      RequestBody part = Bodies.of(Bodies.BYTES, file.getValue(), Safety.REPEATABLE);
      form.addFormDataPart("file", file.getKey(), part);
    }
    Request request = rest.request(url(Optional.empty())).post(form.build()).build();
    send(request, "Writing " + files.size() + " files", Safety.REPEATABLE);
  }

  private void post(String path, RequestBody content, WriteOptions options, Safety safety) {
    if (!options.metadata().isEmpty()) {
      access.version().require(DaemonVersion.FILE_METADATA, "Metadata of files");
    }
    boolean isPlain = access.version().isAtLeast(DaemonVersion.PLAIN_UPLOAD);
    Request.Builder request = rest.request(url(Optional.of(path)));
    options.metadata().forEach((key, value) -> request.header("X-Metadata-" + key, value));
    if (isPlain && options.gzip()) {
      request.header("Content-Encoding", "gzip").post(Bodies.gzip(content));
    } else {
      request.post(isPlain ? content : form(content));
    }
    send(request.build(), "Writing " + path, safety);
  }

  /** The name in the query wins over the part's. */
  private static RequestBody form(RequestBody content) {
    return new MultipartBody.Builder()
        .setType(MultipartBody.FORM)
        .addFormDataPart("file", "file", content)
        .build();
  }

  private void send(Request request, String what, Safety safety) {
    String operation = what + " in sandbox " + access.id();
    Cancellation none = Cancellation.none();
    rest.retries().call(safety, none, () -> rest.transfer(request, operation, none));
  }

  private Request get(String path) {
    return rest.request(url(Optional.of(path))).header("Accept-Encoding", "identity").build();
  }

  private HttpUrl url(Optional<String> path) {
    HttpUrl.Builder url = rest.url("files");
    path.ifPresent(value -> url.addQueryParameter("path", value));
    user.ifPresent(name -> url.addQueryParameter("username", name));
    return url.build();
  }

  private String reading(String path) {
    return "Reading " + path + " in sandbox " + access.id();
  }

  /** Closes the call with the stream. */
  private static final class Download extends FilterInputStream {
    private static final int SKIPPED_AT_ONCE = 8 << 10;

    private final Exchange exchange;
    private final Duration silence;
    private final long declared;
    private long received;
    private boolean atEnd;

    Download(Exchange exchange, Duration silence) {
      super(exchange.response().body().byteStream());
      this.exchange = exchange;
      this.silence = silence;
      this.declared = exchange.response().body().contentLength();
    }

    @Override
    public int read() throws IOException {
      exchange.watch().within(silence);
      int b = super.read();
      exchange.watch().pause();
      count(b < 0 ? -1 : 1);
      return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      exchange.watch().within(silence);
      int count = super.read(target, offset, length);
      exchange.watch().pause();
      count(count);
      return count;
    }

    /** By reading, so that it is counted and watched. */
    @Override
    public long skip(long wanted) throws IOException {
      byte[] block = new byte[(int) Math.min(SKIPPED_AT_ONCE, Math.max(0, wanted))];
      long skipped = 0;
      for (int n = 0; skipped < wanted && n >= 0; skipped += Math.max(0, n)) {
        n = read(block, 0, (int) Math.min(block.length, wanted - skipped));
      }
      return skipped;
    }

    /** OkHttp does not compare an HTTP/2 stream's length with what was declared. */
    private void count(int count) throws IOException {
      received += Math.max(0, count);
      atEnd |= count < 0;
      if (atEnd && declared >= 0 && received < declared) {
        throw new EOFException("The file ended after " + received + " of " + declared + " bytes");
      }
    }

    @Override
    public void close() {
      if (atEnd) {
        exchange.close();
      } else {
        exchange.abort();
      }
    }
  }
}
