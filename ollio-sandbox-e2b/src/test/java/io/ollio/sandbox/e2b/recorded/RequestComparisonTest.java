package io.ollio.sandbox.e2b.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bLimits;
import io.ollio.sandbox.e2b.api.E2bSettings;
import io.ollio.sandbox.e2b.client.E2bClient;
import io.ollio.sandbox.e2b.fake.FakeE2b;
import io.ollio.sandbox.e2b.fake.http.FakeRequest;
import io.ollio.sandbox.e2b.fake.http.Http1Server;
import io.ollio.sandbox.e2b.fake.http.Http2Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** Every recorded request in scope, beside this client's for the same operation. */
class RequestComparisonTest {
  /** Left out on purpose: MCP, terminals; and addresses, which are compared by their vectors. */
  static final Set<String> OUT_OF_SCOPE = Set.of("05", "82", "25", "203", "207");

  private static final Path TABLE = Path.of("../docs/e2b-differences.md");

  @Test
  void requests_ofEveryOperation_differOnlyWhereIntended() throws IOException {
    Map<String, List<String>> found = new TreeMap<>();
    for (String scenario : Recording.scenarios()) {
      Recording recording = Recording.load(scenario);
      if (!OUT_OF_SCOPE.contains(recording.number())) {
        for (String difference : differences(recording)) {
          List<String> numbers = found.computeIfAbsent(difference, d -> new ArrayList<>());
          if (!numbers.contains(recording.number())) {
            numbers.add(recording.number());
          }
        }
      }
    }
    assertThat(found.keySet())
        .filteredOn(difference -> IntendedDifferences.reason(difference).isEmpty())
        .as("differences without a reason, in %s", found)
        .isEmpty();
    String table = table(found);
    if (Boolean.getBoolean("ollio.updateGolden")) {
      Files.writeString(TABLE, table);
    }
    assertThat(table).isEqualTo(Files.readString(TABLE));
  }

  @Test
  void recordings_inScope_areAllCompared() {
    assertThat(Recording.scenarios()).hasSize(118);
    assertThat(OUT_OF_SCOPE).hasSize(5);
  }

  private static List<String> differences(Recording recording) throws IOException {
    CannedE2b canned = new CannedE2b(recording);
    if (recording.isTls()) {
      try (Http2Server server = new Http2Server(canned::handle)) {
        String domain = recording.number().equals("204") ? "custom.test" : "e2b.app";
        run(recording, E2bSettings.builder().domain(domain), server.client());
        canned.close();
        assertHosts(recording, canned);
      }
    } else {
      try (Http1Server server = new Http1Server(0, canned::handle)) {
        String url = "http://127.0.0.1:" + server.port();
        run(recording, E2bSettings.builder().apiUrl(url).sandboxUrl(url), new OkHttpClient());
        canned.close();
      }
    }
    return compared(recording, canned);
  }

  private static void run(Recording recording, E2bSettings.Builder settings, OkHttpClient http) {
    E2bLimits limits =
        E2bLimits.DEFAULT.withRequest(
            recording.number().matches("10[3467]")
                ? Duration.ofMillis(1_500)
                : Duration.ofSeconds(9));
    AtomicInteger ids = new AtomicInteger();
    E2bClient client =
        new E2bClient(
            settings
                .apiKey(FakeE2b.KEY)
                .limits(
                    limits
                        .withRetries(1)
                        .withKeepalive(Duration.ofSeconds(50), Duration.ofMillis(100)))
                .build(),
            http,
            (wait, cancellation) -> {},
            () -> "id" + ids.incrementAndGet());
    try {
      Operations.run(recording.number(), client);
    } catch (E2bException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static List<String> compared(Recording recording, CannedE2b canned) throws IOException {
    List<String> differences = new ArrayList<>();
    int next = 0;
    for (Recording.Exchange theirs : recording.exchanges()) {
      while (next < canned.requests().size() && !isSame(theirs, canned.requests().get(next))) {
        next++;
      }
      if (next < canned.requests().size()) {
        FakeRequest ours = canned.requests().get(next);
        differences.addAll(RequestDifferences.between(theirs, ours, canned.bodies().get(next)));
        next++;
      } else if (!Set.of("101", "102").contains(recording.number())) {
        differences.add("request " + theirs.method() + " " + theirs.path() + " is missing");
      }
    }
    return differences;
  }

  private static boolean isSame(Recording.Exchange theirs, FakeRequest ours) {
    return theirs.method().equals(ours.method()) && theirs.path().equals(ours.path());
  }

  private static void assertHosts(Recording recording, CannedE2b canned) {
    for (int i = 0; i < recording.exchanges().size(); i++) {
      Recording.Exchange theirs = recording.exchanges().get(i);
      String host =
          theirs.headers().getOrDefault(":authority", theirs.headers().getOrDefault("host", ""));
      FakeRequest ours = canned.requests().get(i);
      assertThat(ours.host()).as(recording.scenario()).isEqualTo(host);
      assertThat(ours.version()).isEqualTo("2.0");
    }
  }

  private static String table(Map<String, List<String>> found) {
    StringBuilder table =
        new StringBuilder(
            """
            # Where this E2B client's requests differ from the official one's

            For every recording of the official JavaScript client in scope this client did the same; method, path,
            query, headers and body were compared field by field. This is every difference, with its reason.
            `RequestComparisonTest` writes and checks this page. Not compared: what HTTP itself chooses (host,
            connection, length or chunks of a body). Out of scope: MCP (05) and terminals (82). Addresses (25, 203,
            207) are compared by `SignedUrlsTest`. After a broken stream (101, 102) the official client asks
            `/health`; this one attaches to the process again, whose answer says the same and more.

            | difference | recordings | why |
            |---|---|---|
            """);
    found.forEach(
        (difference, numbers) ->
            table.append(
                "| %s | %s | %s |%n"
                    .formatted(
                        difference,
                        ranges(numbers),
                        IntendedDifferences.reason(difference).orElse("?"))));
    return table.toString();
  }

  /** Neighbours in the order of the recordings become a range. */
  private static String ranges(List<String> numbers) {
    List<String> all =
        Recording.scenarios().stream().map(name -> name.replaceAll("-.*", "")).toList();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < numbers.size(); ) {
      int end = i;
      while (end + 1 < numbers.size()
          && all.indexOf(numbers.get(end + 1)) == all.indexOf(numbers.get(end)) + 1) {
        end++;
      }
      text.append(text.isEmpty() ? "" : ", ").append(numbers.get(i));
      if (end > i) {
        text.append(end == i + 1 ? ", " : "–").append(numbers.get(end));
      }
      i = end + 1;
    }
    return text.toString();
  }
}
