package io.ollio.sandbox.e2b.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.sandbox.e2b.Clients;
import io.ollio.sandbox.e2b.E2bSandboxProvider;
import io.ollio.sandbox.e2b.client.E2bClient;
import io.ollio.sandbox.e2b.client.RemoteSandbox;
import io.ollio.sandbox.e2b.fake.FakeE2b;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every snippet of the guide runs, and the guide shows what runs. */
class GuideTest {
  private static final Pattern SNIPPET =
      Pattern.compile("<!-- snippet: (\\w+)#([\\w-]+) -->\n```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path directory;

  @Test
  void guide_snippets_areRegionsThatRun() throws IOException {
    String guide = Files.readString(Path.of("../docs/e2b.md"));
    List<MatchResult> snippets = SNIPPET.matcher(guide).results().toList();

    assertThat(snippets).hasSize(8);
    for (MatchResult snippet : snippets) {
      assertThat(snippet.group(3)).isEqualTo(region(snippet.group(2)));
    }
  }

  @Test
  void snippets_ofTheClient_doWhatTheySay() {
    try (FakeE2b fake = FakeE2b.plain(directory, InstantSource.system());
        E2bClient client = Clients.plain(fake)) {
      assertThat(Guide.firstSandbox(client)).isEqualTo("hello you\n");
      RemoteSandbox sandbox = client.create("base");
      assertThat(Guide.server(sandbox)).isPositive();
      assertThat(sandbox.processes().list()).isEmpty();
      assertThat(Guide.files(sandbox, new ByteArrayInputStream(new byte[9]), 9).getQuery())
          .contains("signature=v1_");
      assertThat(Guide.code(client)).isEqualTo("2");
      assertThat(Guide.later(client, sandbox).isRunning()).isTrue();
    }
  }

  @Test
  void snippets_ofTheWiring_doWhatTheySay() {
    try (E2bSandboxProvider provider = Guide.provider("key");
        var ollio =
            Guide.wiring(
                ScriptedLlmClient.answering(request -> LlmScript.ofText("hello")), provider)) {
      assertThat(ollio).isNotNull();
      assertThat(provider.isolation().separatesCommands()).isTrue();
      assertThat(Guide.templates().templates()).containsOnlyKeys("static", "next");
    }
  }

  private static String region(String name) throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/io/ollio/sandbox/e2b/guide/Guide.java"));
    int start = source.indexOf("// region " + name + "\n");
    assertThat(start).as(name).isPositive();
    String region =
        source.substring(source.indexOf('\n', start) + 1, source.indexOf("// endregion", start));
    return region.stripTrailing().stripIndent() + "\n";
  }
}
