package io.ollio.jdbc.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ollio.Cancellation;
import io.ollio.PageRequest;
import io.ollio.generation.Storage;
import io.ollio.jdbc.EmbeddedDatabase;
import io.ollio.jdbc.JdbcStorage;
import io.ollio.project.EventLog.StoredEvent;
import io.ollio.project.Generation;
import io.ollio.project.GenerationId;
import io.ollio.project.Message;
import io.ollio.project.Version;
import io.ollio.testkit.openai.FakeOpenAiProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A generation of seven steps on a file database, whose process is killed at one point and which is
 * gone on with by a new process. The model is a process of its own that counts its calls.
 */
@Timeout(180)
class KillEveryStepTest {
  private static final Set<String> ENDINGS = Set.of("Succeeded", "Failed", "Cancelled");
  private static final List<String> TABLE = new ArrayList<>();

  @TempDir static Path folder;
  private static JavaProcess model;
  private static String url;

  @BeforeAll
  static void startModel() {
    Path script = KillScript.writeTo(folder.resolve("script.json"));
    model = JavaProcess.start(FakeOpenAiProcess.class, folder, line -> {}, "0", script.toString());
    url = model.awaitFirstLine();
  }

  @AfterAll
  static void endModel() throws IOException {
    model.close();
    Files.writeString(Path.of("target", "kill-every-step.txt"), String.join("\n", TABLE) + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "begun, 0",
    "step 1, 0",
    "step 2, 0",
    "step 3, 0",
    "step 4, 0",
    "step 5, 0",
    "step 6, 0",
    "step 7, 0",
    "turn 1, 1",
    "turn 4, 1",
    "version, 0",
    "event, 0",
    "settled, 0"
  })
  void resume_killedAt_paysForNoFinishedStepAgain(String point, int repeated) throws Exception {
    String prompt = "Create a dark login form, killed at " + point + ".";
    Path file = folder.resolve(point.replace(' ', '-'));
    assertThat(lineOf(file, prompt, point)).isEqualTo("reached");
    String ended = lineOf(file, prompt, "nowhere");

    assertThat(ended).startsWith("ended ");
    assertThat(callsOf(prompt).values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(KillScript.STEPS + repeated);
    try (EmbeddedDatabase database = EmbeddedDatabase.at(file);
        JdbcStorage stores = JdbcStorage.open(database.dataSource())) {
      GenerationId id = new GenerationId(ended.substring("ended ".length()));
      Generation.State state = judge(stores, id);
      TABLE.add(
          String.format(
              "%-8s attempts %d, calls by turn %s", point, state.attempt(), callsOf(prompt)));
    }
  }

  /** Lets a process run to its first line, kills it, and returns the line. */
  private static String lineOf(Path file, String prompt, String point) throws Exception {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    try (JavaProcess worker =
        JavaProcess.start(
            KillWorker.class, folder, lines::add, file.toString(), url, prompt, point)) {
      String line = lines.poll(90, TimeUnit.SECONDS);
      assertThat(line).as(Files.readString(folder.resolve("errors.log"))).isNotNull();
      return line;
    }
  }

  private static Generation.State judge(JdbcStorage stores, GenerationId id) {
    Storage storage = stores.storage();
    Generation generation =
        storage.projects().generations().find(KillWorker.OWNER, id).orElseThrow();
    assertThat(generation.state().status()).isEqualTo(Generation.Status.SUCCEEDED);
    assertThat(storage.credits().account(KillWorker.OWNER).used().amount()).isEqualTo(1);
    assertThat(storage.credits().account(KillWorker.OWNER).held().amount()).isZero();
    assertThat(stores.credits().check()).isEmpty();
    judgeEvents(storage, id);

    PageRequest all = PageRequest.oldest(10);
    List<Version> versions =
        storage
            .projects()
            .versions()
            .list(KillWorker.OWNER, generation.project(), all)
            .items()
            .stream()
            .map(
                one -> storage.projects().versions().find(KillWorker.OWNER, one.id()).orElseThrow())
            .toList();
    assertThat(versions).extracting(Version::files).containsExactly(KillScript.files());
    assertThat(
            storage.projects().messages().list(KillWorker.OWNER, generation.project(), all).items())
        .extracting(Message::role)
        .containsExactly(Message.Role.USER, Message.Role.ASSISTANT);
    return generation.state();
  }

  private static void judgeEvents(Storage storage, GenerationId id) {
    List<StoredEvent> events =
        storage
            .projects()
            .events()
            .read(KillWorker.OWNER, id, 0, 10_000, Duration.ZERO, Cancellation.none());
    assertThat(events)
        .extracting(StoredEvent::number)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
    assertThat(events.stream().map(one -> one.event().type()).filter(ENDINGS::contains))
        .containsExactly("Succeeded");
    assertThat(events.get(events.size() - 1).event().type()).isEqualTo("Succeeded");
  }

  /** How often each turn of the generation was asked for. */
  private static Map<String, Integer> callsOf(String prompt) throws IOException {
    try (InputStream answer = URI.create(url).resolve("/fake/calls").toURL().openStream()) {
      Map<String, Integer> calls = new java.util.TreeMap<>();
      for (Map.Entry<String, JsonNode> entry : new ObjectMapper().readTree(answer).properties()) {
        if (entry.getKey().contains(prompt)) {
          entry
              .getValue()
              .properties()
              .forEach(turn -> calls.put(turn.getKey(), turn.getValue().asInt()));
        }
      }
      return calls;
    }
  }
}
