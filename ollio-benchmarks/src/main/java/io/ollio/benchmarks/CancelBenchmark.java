package io.ollio.benchmarks;

import io.ollio.Cancellation;
import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.generation.GenerationEvent;
import io.ollio.generation.GenerationRequest;
import io.ollio.llm.openai.OpenAiLlmClient;
import io.ollio.llm.openai.OpenAiSettings;
import io.ollio.project.GenerationId;
import io.ollio.testkit.llm.LlmGate;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.openai.FakeOpenAiServer;
import io.ollio.testkit.openai.OpenAiScript;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * How long it takes from a cancel in the middle of a file until the model's server sees its
 * connection closed, and until the one who follows the generation hears of its end.
 */
public final class CancelBenchmark {
  static final int ROUNDS = 220;
  private static final int WARM_UP = 20;
  private static final OwnerId OWNER = OwnerId.of("ann");

  private CancelBenchmark() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    double[] closed = new double[ROUNDS];
    double[] ended = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      measure(closed, ended, round);
    }
    print("connection closed", closed);
    print("generation ended", ended);
    StubbornCancels.main(arguments);
  }

  private static void measure(double[] closed, double[] ended, int round) {
    LlmScript script =
        LlmScript.reply()
            .callPiece(0, "c1", "writeFile", "{\"path\":\"index.html\",\"content\":\"<h1>He")
            .hold(new LlmGate());
    try (FakeOpenAiServer server = FakeOpenAiServer.start(OpenAiScript.byTurn(script));
        Ollio ollio = host(server)) {
      GenerationId id =
          ollio.submit(
              GenerationRequest.of(
                  OWNER, ollio.createProject(OWNER, "Page").id(), "Create a dark login form"));
      long[] cancelled = new long[1];
      ollio.follow(
          OWNER,
          id,
          0,
          (number, event) -> {
            if (event instanceof GenerationEvent.FileDelta) {
              cancelled[0] = System.nanoTime();
              ollio.cancel(OWNER, id);
            }
          },
          Cancellation.none());
      ended[round] = (System.nanoTime() - cancelled[0]) / 1e6;
      long closedAt = server.lastCall().awaitClosed(Duration.ofSeconds(10));
      closed[round] = (closedAt - cancelled[0]) / 1e6;
    }
  }

  private static Ollio host(FakeOpenAiServer server) {
    OpenAiSettings settings =
        OpenAiSettings.builder().baseUrl(server.baseUrl()).defaultModel("m").build();
    return Ollio.builder(new OpenAiLlmClient(settings)).withoutPreview().build();
  }

  /** Prints what is left without the warm-up. */
  static void print(String name, double[] all) {
    double[] millis = Arrays.copyOfRange(all, WARM_UP, all.length);
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-40s median %.1f ms, p99 %.1f ms, slowest %.1f ms of %d%n",
        name,
        millis[millis.length / 2],
        millis[millis.length * 99 / 100],
        millis[millis.length - 1],
        millis.length);
  }
}
