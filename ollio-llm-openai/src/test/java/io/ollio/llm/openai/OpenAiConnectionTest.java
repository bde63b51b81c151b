package io.ollio.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.OperationCancelled;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmException.TimedOut;
import io.ollio.llm.LlmException.Unreachable;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.testkit.leak.LeakCheck;
import io.ollio.testkit.llm.LlmGate;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.openai.FakeOpenAiServer;
import io.ollio.testkit.openai.OpenAiAnswer;
import io.ollio.testkit.openai.OpenAiCall;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connecting, the host's own client, and how fast a call ends. */
@ExtendWith(LeakCheck.class)
final class OpenAiConnectionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LlmGate gate = new LlmGate();
  private final FakeOpenAiServer server =
      FakeOpenAiServer.start(
          call ->
              OpenAiAnswer.of(
                  call.conversation().equals("wait")
                      ? LlmScript.reply().text("a").hold(gate).stop()
                      : LlmScript.ofText("fine")));

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void complete_nobodyListens_isUnreachable() {
    server.close();

    assertThat(Calls.failure(Calls.client(server), Calls.HELLO))
        .isInstanceOf(Unreachable.class)
        .hasMessageEndingWith(
            "cannot be reached, connection refused: check the base URL, the network, and that the"
                + " server runs");
  }

  @Test
  void complete_hostNameUnknown_isUnreachable() {
    OkHttpClient host =
        new OkHttpClient.Builder()
            .dns(
                name -> {
                  throw new UnknownHostException(name);
                })
            .build();

    assertThat(Calls.failure(client("https://nowhere.example/v1", host), Calls.HELLO))
        .isInstanceOf(Unreachable.class)
        .hasMessage(
            "Model some-model at https://nowhere.example/v1/chat/completions cannot be reached,"
                + " host name not found: check the base URL, the network, and that the server runs");
  }

  @Test
  void complete_tlsToAServerWithout_isUnreachable() {
    String address = server.baseUrl().replace("http:", "https:");

    assertThat(Calls.failure(client(address, new OkHttpClient()), Calls.HELLO))
        .isInstanceOf(Unreachable.class)
        .hasMessageContaining("cannot be reached, TLS failed: check whether the base URL begins");
  }

  @Test
  void complete_connectingTakesTooLong_timesOutNamingTheLimit() {
    StuckSocketFactory stuck = new StuckSocketFactory();
    OpenAiSettings settings =
        Calls.settings(server)
            .limits(OpenAiLimits.DEFAULT.withConnect(Duration.ofMillis(150)))
            .build();

    assertThat(Calls.failure(new OpenAiLlmClient(settings, stuck.client()), Calls.HELLO))
        .isInstanceOf(TimedOut.class)
        .hasMessageEndingWith("could not be connected within the connect limit of 150 ms");
    assertThat(stuck.sockets).allSatisfy(socket -> assertThat(socket.isClosed()).isTrue());
  }

  @Test
  void cancel_whileConnecting_endsTheCall() {
    StuckSocketFactory stuck = new StuckSocketFactory();
    CancellationSource source = new CancellationSource();
    CompletableFuture<Throwable> failure =
        failureOf(client(server.baseUrl(), stuck.client()), source);
    stuck.awaitConnecting();

    source.cancel();

    assertThat(failure.orTimeout(10, TimeUnit.SECONDS).join())
        .isInstanceOf(OperationCancelled.class);
  }

  @Test
  void interrupt_whileConnecting_endsTheCallAndKeepsTheFlag() throws InterruptedException {
    StuckSocketFactory stuck = new StuckSocketFactory();
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                Calls.reply(client(server.baseUrl(), stuck.client()), Calls.HELLO);
              } catch (OperationCancelled e) {
                failure.complete(e);
              }
              flag.complete(Thread.currentThread().isInterrupted());
            });
    thread.start();
    stuck.awaitConnecting();

    thread.interrupt();

    assertThat(flag.orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
    assertThat(failure).isCompleted();
    thread.join();
  }

  /** The fastest of five, for the machine may be busy. */
  @Test
  void cancel_inTheMiddle_closesTheConnectionWithinAHundredMilliseconds() {
    long fastest = LongStream.range(0, 5).map(i -> nanosFromCancelToClose()).min().orElseThrow();

    assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(100));
  }

  private long nanosFromCancelToClose() {
    CancellationSource source = new CancellationSource();
    CountDownLatch heard = new CountDownLatch(1);
    LlmListener listener =
        new LlmListener() {
          @Override
          public void onText(String delta) {
            heard.countDown();
          }
        };
    int number = server.calls().size() + 1;
    CompletableFuture<Throwable> failure =
        CompletableFuture.supplyAsync(() -> throwing(Calls.client(server), listener, source));
    OpenAiCall call = server.awaitCall(number, PATIENCE);
    await(heard);

    long cancelledAt = System.nanoTime();
    source.cancel();

    long closedAt = call.awaitClosed(PATIENCE);
    assertThat(failure.join()).isInstanceOf(OperationCancelled.class);
    return closedAt - cancelledAt;
  }

  @Test
  void hostClient_itsProxy_isUsed() {
    int port = Integer.parseInt(server.baseUrl().replaceAll(".*:(\\d+)/v1", "$1"));
    Proxy proxy =
        new Proxy(Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    OkHttpClient host = new OkHttpClient.Builder().proxy(proxy).build();

    assertThat(Calls.reply(client("http://model.example/v1", host), Calls.HELLO).text())
        .isEqualTo("fine");
    assertThat(server.lastCall().header("Host")).contains("model.example");
  }

  @Test
  void hostClient_isNeitherClosedNorChanged() {
    OkHttpClient host =
        new OkHttpClient.Builder()
            .readTimeout(Duration.ofMillis(777))
            .followRedirects(true)
            .build();

    Calls.reply(client(server.baseUrl(), host), Calls.HELLO);

    assertThat(host.readTimeoutMillis()).isEqualTo(777);
    assertThat(host.followRedirects()).isTrue();
    assertThat(host.dispatcher().executorService().isShutdown()).isFalse();
    assertThat(host.connectionPool().connectionCount()).isEqualTo(1);
  }

  @Test
  void clients_onOneHostClient_shareItsConnections() {
    OkHttpClient host = new OkHttpClient();

    Calls.reply(client(server.baseUrl(), host), Calls.HELLO);
    Calls.reply(client(server.baseUrl(), host), Calls.HELLO);

    assertThat(server.openConnections()).isEqualTo(1);
  }

  @Test
  void ownConnections_unusedForLonger_areClosed() {
    OkHttpClient own = Transport.ownClient(Duration.ofMillis(30));

    Calls.reply(client(server.baseUrl(), own), Calls.HELLO);

    assertThat(server.lastCall().awaitClosed(PATIENCE)).isPositive();
  }

  @Test
  void sockets_sendWithoutDelay() throws SocketException {
    List<Socket> made = new CopyOnWriteArrayList<>();
    OkHttpClient host =
        new OkHttpClient.Builder()
            .socketFactory(
                new StuckSocketFactory() {
                  @Override
                  public Socket createSocket() {
                    Socket socket = new Socket();
                    made.add(socket);
                    return socket;
                  }
                })
            .build();

    Calls.reply(client(server.baseUrl(), host), Calls.HELLO);

    assertThat(made).hasSize(1);
    assertThat(made.get(0).getTcpNoDelay()).isTrue();
  }

  private static OpenAiLlmClient client(String baseUrl, OkHttpClient host) {
    OpenAiSettings settings =
        OpenAiSettings.builder().baseUrl(baseUrl).defaultModel("some-model").build();
    return new OpenAiLlmClient(settings, host);
  }

  private static CompletableFuture<Throwable> failureOf(
      LlmClient client, Cancellation cancellation) {
    return CompletableFuture.supplyAsync(() -> throwing(client, LlmListener.SILENT, cancellation));
  }

  private static Throwable throwing(
      LlmClient client, LlmListener listener, Cancellation cancellation) {
    try {
      return new AssertionError(
          client.complete(LlmRequest.of(new LlmMessage.User("wait")), listener, cancellation));
    } catch (OperationCancelled e) {
      return e;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
