package io.ollio.preview;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that hold on. Reading to the end of the stream proves that the server closed it. */
@Timeout(20)
class RequestGuardTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(5);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "GET / HT",
        "GET / HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\nHost: a",
        "GET / HTTP/1.1\r\nHost: a\r\n",
        "\r\n\r\n",
        " "
      })
  void halfSent_request_isClosed(String part) throws IOException {
    try (Site site = site(SHORT, LONG, 4);
        Socket socket = RawHttp.connect(site.server.port())) {
      RawHttp.send(socket, part);

      assertThat(RawHttp.readAll(socket).text()).isEmpty();
      assertThat(site.get("/").status()).isEqualTo(200);
    }
  }

  @Test
  void halfSent_secondRequestOfTheConnection_isClosed() throws IOException {
    try (Site site = site(SHORT, LONG, 4);
        Socket socket = RawHttp.connect(site.server.port())) {
      RawHttp.send(socket, "GET / HTTP/1.1\r\nHost: " + site.host() + "\r\n\r\nGET / HT");

      assertThat(RawHttp.readAll(socket).status()).isEqualTo(200);
    }
  }

  @Test
  void halfSent_body_isClosed() throws IOException {
    try (Site site = site(LONG, SHORT, 4);
        Socket socket = RawHttp.connect(site.server.port())) {
      RawHttp.send(
          socket,
          "POST / HTTP/1.1\r\nHost: " + site.host() + "\r\nContent-Length: 1000\r\n\r\nhalf");

      assertThat(RawHttp.readAll(socket).status()).isEqualTo(405);
    }
  }

  @Test
  void halfSent_body_hasNoMoreTimeThanARequest() throws IOException {
    try (Site site = site(SHORT, LONG, 4);
        Socket socket = RawHttp.connect(site.server.port())) {
      RawHttp.send(
          socket, "GET / HTTP/1.1\r\nHost: " + site.host() + "\r\nContent-Length: 9\r\n\r\nhalf");

      assertThat(RawHttp.readAll(socket).status()).isEqualTo(200);
    }
  }

  @Test
  void halfSent_byEveryWorker_othersAreServedAfterwards() throws IOException {
    List<Socket> held = new ArrayList<>();
    try (Site site = site(SHORT, LONG, 3)) {
      for (int i = 0; i < 3; i++) {
        Socket socket = RawHttp.connect(site.server.port());
        held.add(socket);
        RawHttp.send(socket, "GET / HTTP/1.1\r\n");
      }

      assertThat(site.get("/").status()).isEqualTo(200);
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  @Test
  void answer_nobodyReads_isCut() throws IOException {
    FileTree big =
        FileTree.of(Map.of(FilePath.of("big.bin"), FileContent.of(new byte[32 * 1_024 * 1_024])));
    try (Site site = new Site(settings(LONG, SHORT, 4), big);
        Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4_096);
      socket.setSoTimeout(10_000);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), site.server.port()));
      RawHttp.send(socket, RawHttp.request("GET", site.host(), "/big.bin"));

      assertThat(site.get("/none").status()).isEqualTo(404);
      awaitAccessOrCut(site);
      assertThat(RawHttp.readAll(socket).text().length()).isLessThan(32 * 1_024 * 1_024);
    }
  }

  /** Another slow answer is only cut after the first one, as both have the same time. */
  private static void awaitAccessOrCut(Site site) throws IOException {
    try (Socket second = RawHttp.connect(site.server.port())) {
      RawHttp.send(
          second, "POST / HTTP/1.1\r\nHost: " + site.host() + "\r\nContent-Length: 9\r\n\r\nhalf");
      RawHttp.readAll(second);
    }
  }

  @Test
  void slowSource_longerThanTheRequestTime_isNotInterrupted() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    PreviewSource slow =
        token -> {
          asked.countDown();
          await(go);
          return Optional.of(FileTree.ofTexts(Site.FILES));
        };
    try (PreviewServer server =
        PreviewServer.start(
            settings(SHORT, LONG, 4).build(), slow, PreviewAccess.Listener.none())) {
      String host = server.uri(new PreviewToken("a".repeat(40))).getAuthority();
      CompletableFuture<RawHttp.Reply> reply =
          CompletableFuture.supplyAsync(() -> RawHttp.get(server.port(), host, "/"));
      assertThat(asked.await(5, SECONDS)).isTrue();
      passRequestTime(server.port());
      go.countDown();

      assertThat(reply.get(5, SECONDS).status()).isEqualTo(200);
    }
  }

  /** A half-sent request is closed only after the request time. */
  private static void passRequestTime(int port) throws IOException {
    try (Socket socket = RawHttp.connect(port)) {
      RawHttp.send(socket, "G");
      RawHttp.readAll(socket);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted too early", e);
    }
  }

  @Test
  void close_withAConnectionOpen_cutsIt() throws IOException {
    Site site = site(LONG, LONG, 4);
    try (Socket socket = RawHttp.connect(site.server.port())) {
      RawHttp.send(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(socket.getInputStream().read()).isEqualTo('H'); // so the server knows it by now
      site.close();

      RawHttp.readAll(socket);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  private static Site site(Duration request, Duration response, int maxRequests) {
    return new Site(settings(request, response, maxRequests), FileTree.ofTexts(Site.FILES));
  }

  private static PreviewSettings.Builder settings(
      Duration request, Duration response, int maxRequests) {
    return PreviewSettings.builder().times(request, response).maxRequests(maxRequests);
  }
}
