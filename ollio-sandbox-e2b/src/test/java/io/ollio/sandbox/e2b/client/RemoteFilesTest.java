package io.ollio.sandbox.e2b.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.sandbox.e2b.files.DirectoryWatch;
import io.ollio.sandbox.e2b.files.FileEvent;
import io.ollio.sandbox.e2b.files.RemoteEntry;
import io.ollio.sandbox.e2b.files.WatchOptions;
import io.ollio.sandbox.e2b.files.WriteOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

class RemoteFilesTest extends ClientSuite {
  @Test
  void write_relativePath_goesToTheHome() {
    sandbox.files().writeText("a.txt", "here");

    assertThat(sandbox.files().readText("/home/user/a.txt")).isEqualTo("here");
  }

  @Test
  void write_compressed_arrivesPlain() {
    sandbox.files().write("/tmp/z", "zip ".repeat(9_000).getBytes(UTF_8), WriteOptions.GZIP);

    assertThat(sandbox.files().readText("/tmp/z")).isEqualTo("zip ".repeat(9_000));
  }

  @Test
  void writeAll_manyFilesWithOddNames_areAllThere() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 450; i++) {
      files.put("/tmp/many/" + i + ".txt", ("n" + i).getBytes(UTF_8));
    }
    files.put("/tmp/many/a \"b\" %20 é.txt", "odd".getBytes(UTF_8));

    sandbox.files().writeAll(files);

    assertThat(sandbox.files().list("/tmp/many", 1)).hasSize(451);
    assertThat(sandbox.files().readText("/tmp/many/449.txt")).isEqualTo("n449");
    assertThat(sandbox.files().readText("/tmp/many/a \"b\" %20 é.txt")).isEqualTo("odd");
    assertThat(fake.lines().stream().filter("POST /files"::equals)).hasSize(4);
  }

  @Test
  void stat_fileDirectoryAndLink_areToldApart() throws IOException {
    sandbox.files().writeText("/tmp/d/f", "12345");
    Files.createSymbolicLink(
        fake.cloud().find(sandbox.id()).path("/tmp/link"),
        fake.cloud().find(sandbox.id()).path("/tmp/d"));

    RemoteEntry file = sandbox.files().stat("/tmp/d/f");
    assertThat(file.kind()).isEqualTo(RemoteEntry.Kind.FILE);
    assertThat(file.size()).isEqualTo(5);
    assertThat(file.name()).isEqualTo("f");
    assertThat(file.isLink()).isFalse();
    assertThat(sandbox.files().stat("/tmp/d").kind()).isEqualTo(RemoteEntry.Kind.DIRECTORY);
    assertThat(sandbox.files().stat("/tmp/link").isLink()).isTrue();
  }

  @Test
  void makeDirectoryMoveAndRemove_tellWhatWasThere() {
    assertThat(sandbox.files().makeDirectory("/tmp/new/deep")).isTrue();
    assertThat(sandbox.files().makeDirectory("/tmp/new/deep")).isFalse();
    sandbox.files().writeText("/tmp/new/a", "x");

    assertThat(sandbox.files().move("/tmp/new/a", "/tmp/other/b").path()).isEqualTo("/tmp/other/b");
    sandbox.files().remove("/tmp/new");
    sandbox.files().remove("/tmp/new");

    assertThat(sandbox.files().exists("/tmp/new")).isFalse();
    assertThat(sandbox.files().exists("/tmp/other/b")).isTrue();
  }

  @Test
  void watch_newFile_isTold() {
    try (DirectoryWatch watch =
        sandbox.files().watch("/tmp", new WatchOptions(false, true, false))) {
      sandbox.files().writeText("/tmp/seen.txt", "x");

      FileEvent event = watch.next().orElseThrow();

      assertThat(event.kind()).isEqualTo(FileEvent.Kind.CREATE);
      assertThat(event.name()).isEqualTo("seen.txt");
      assertThat(event.entry().orElseThrow().path()).isEqualTo("/tmp/seen.txt");
    }
  }

  @Test
  void urls_signed_canBeUsedWithoutTheToken() throws IOException {
    sandbox.files().writeText("/tmp/a b.txt", "secret");
    Instant soon = Instant.now().plusSeconds(60);

    assertThat(get(sandbox.files().urls().download("/tmp/a b.txt"))).isEqualTo("200 secret");
    assertThat(get(sandbox.files().urls().download("/tmp/a b.txt", soon))).isEqualTo("200 secret");
    assertThat(get(sandbox.files().urls().download("/tmp/a b.txt", soon.minusSeconds(120))))
        .startsWith("401");
    assertThat(get(sandbox.files().urls().upload("/tmp/a b.txt"))).startsWith("401");
  }

  /** 256 MiB through a heap that must not grow by more than a few buffers. */
  @Test
  void write_largeStream_needsLittleMemory() throws IOException {
    long size = 256L << 20;
    long before = usedHeap();
    long[] most = {0};

    sandbox.files().write("/tmp/large", new Zeros(size, most), size, WriteOptions.PLAIN);
    long read = sandbox.files().copyTo("/tmp/large", new Measuring(most));

    assertThat(read).isEqualTo(size);
    assertThat(most[0] - before).isLessThan(128L << 20);
  }

  @Test
  void write_streamOfUnknownLength_arrivesWhole() {
    byte[] bytes = new byte[300_000];

    sandbox.files().write("/tmp/s", new ByteArrayInputStream(bytes), -1, WriteOptions.PLAIN);

    assertThat(sandbox.files().stat("/tmp/s").size()).isEqualTo(300_000);
  }

  private static final Charset UTF_8 = StandardCharsets.UTF_8;

  private static String get(URI url) throws IOException {
    try (Response response =
        new OkHttpClient()
            .newCall(
                new Request.Builder()
                    .url(url.toString())
                    .header("E2b-Sandbox-Id", "i00000000000000000001")
                    .header("E2b-Sandbox-Port", "49983")
                    .build())
            .execute()) {
      return response.code() + " " + response.body().string();
    }
  }

  private static long usedHeap() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static final class Zeros extends InputStream {
    private final long[] most;
    private long left;

    Zeros(long size, long[] most) {
      this.left = size;
      this.most = most;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = (int) Math.min(length, left);
      left -= count;
      most[0] = Math.max(most[0], usedHeap());
      return count == 0 ? -1 : count;
    }
  }

  private static final class Measuring extends OutputStream {
    private final long[] most;

    Measuring(long[] most) {
      this.most = most;
    }

    @Override
    public void write(int b) {
      most[0] = Math.max(most[0], usedHeap());
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      write(0);
    }
  }
}
