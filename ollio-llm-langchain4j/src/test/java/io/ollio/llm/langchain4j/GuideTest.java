package io.ollio.llm.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Ollio;
import io.ollio.generation.GenerationResult;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.openai.FakeOpenAiServer;
import io.ollio.testkit.openai.OpenAiScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every snippet of the guide runs, and the guide shows what runs and names every gap. */
final class GuideTest {
  private static final Pattern SNIPPET =
      Pattern.compile(
          "<!-- snippet: OpenAiModels#([\\w-]+) -->\n```java\n(.*?)```", Pattern.DOTALL);
  private static final String PAGE =
      "<!DOCTYPE html><html lang='en'><head><title>A</title></head><body>A</body></html>";

  @Test
  void guide_snippets_areRegionsThatRun() throws IOException {
    List<MatchResult> snippets = SNIPPET.matcher(guide()).results().toList();

    assertThat(snippets).hasSize(6);
    assertThat(guide().split("```java", -1)).hasSize(snippets.size() + 1);
    for (MatchResult snippet : snippets) {
      assertThat(snippet.group(2)).isEqualTo(region(snippet.group(1)));
    }
  }

  @Test
  void guide_ofGaps_namesEachOfThem() throws IOException {
    Stream<KnownGaps> all =
        Stream.of(Gaps.CORE, Gaps.OPENAI_STREAMING, Gaps.OPENAI_LIMITS, Gaps.OPENAI_BLOCKING);

    assertThat(all.flatMap(gaps -> gaps.tests().stream()).distinct())
        .hasSize(15)
        .allSatisfy(gap -> assertThat(guide()).contains("`" + gap + "`"));
  }

  /** The other snippets are what the contracts and the whole generations run. */
  @Test
  void snippets_ofTheWiring_doWhatTheySay() {
    OpenAiScript script =
        OpenAiScript.byTurn(
            LlmScript.ofToolCall(
                "writeFile", "{\"path\":\"index.html\",\"content\":\"" + PAGE + "\"}"),
            LlmScript.ofText("Here it is."));
    try (FakeOpenAiServer server = FakeOpenAiServer.start(script);
        Ollio ollio = OpenAiModels.ollio(server.baseUrl(), "key")) {
      GenerationResult result = ollio.generate("Create a dark login form");

      assertThat(result.files().files()).hasSize(1);
    }
    assertThat(OpenAiModels.patient().limits().firstToken()).isEqualTo(Duration.ofMinutes(8));
  }

  private static String guide() throws IOException {
    return Files.readString(Path.of("../docs/langchain4j.md"));
  }

  private static String region(String name) throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/io/ollio/llm/langchain4j/OpenAiModels.java"));
    int start = source.indexOf("// region " + name + "\n");
    assertThat(start).as(name).isPositive();
    String region =
        source.substring(source.indexOf('\n', start) + 1, source.indexOf("// endregion", start));
    return region.stripTrailing().stripIndent() + "\n";
  }
}
