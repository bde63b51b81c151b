package io.ollio.jdbc.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Ollio;
import io.ollio.OllioBuilder;
import io.ollio.OwnerId;
import io.ollio.generation.GenerationRequest;
import io.ollio.generation.GenerationResult;
import io.ollio.jdbc.JdbcStorage;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.jdbc.testing.TestDatabase.TestSchema;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmMessage;
import io.ollio.project.Project;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The code in the guide, section "Jobs and workers". */
class JobsGuideTest {
  private static final Pattern SNIPPET =
      Pattern.compile(
          "<!-- snippet: JobsGuideTest#([\\w-]+) -->\n```java\n(.*?)```", Pattern.DOTALL);
  private static final OwnerId ANN = OwnerId.of("ann");

  @Test
  void guide_workerAndFront_shareTheWork() {
    TestSchema schema = TestDatabase.POSTGRESQL.clean();
    DataSource dataSource = schema.dataSource();
    LlmClient model = ScriptedLlmClient.answering(JobsGuideTest::reply);
    // region worker
    JdbcStorage db = JdbcStorage.open(dataSource);
    JdbcJobRunner jobs = db.newJobRunner(JdbcJobSettings.DEFAULT);
    OllioBuilder builder = Ollio.builder(model).storage(db.storage()).jobs(jobs);
    // endregion
    try (jobs;
        Ollio worker = builder.withoutPreview().build()) {
      assertThat(fromTheFront(dataSource, model).version().files().files()).hasSize(1);
    }
    db.close();
  }

  private static GenerationResult fromTheFront(DataSource dataSource, LlmClient model) {
    JdbcStorage db = JdbcStorage.open(dataSource);
    // region front
    JdbcJobRunner jobs = db.newJobRunner(JdbcJobSettings.DEFAULT);
    Ollio ollio = Ollio.builder(model).storage(db.storage()).jobs(jobs).submitOnly().build();
    // endregion
    try (db;
        ollio;
        jobs) {
      Project project = ollio.createProject(ANN, "Sign-in");
      return ollio.await(
          ANN, ollio.submit(GenerationRequest.of(ANN, project.id(), "Create a login form")));
    }
  }

  private static LlmScript reply(io.ollio.llm.LlmRequest request) {
    boolean isFirst =
        request.messages().stream().noneMatch(message -> message instanceof LlmMessage.ToolResult);
    return isFirst
        ? LlmScript.ofToolCall(
            "writeFile",
            "{\"path\":\"index.html\",\"content\":\""
                + "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
                + "<meta name='viewport' content='width=device-width, initial-scale=1'>"
                + "<title>Login</title></head><body><main><h1>Login</h1></main></body></html>\"}")
        : LlmScript.ofText("Done.");
  }

  @Test
  void guide_snippets_areRegionsOfThisTest() throws IOException {
    String guide = Files.readString(Path.of("../docs/jdbc.md"));
    String source = Files.readString(Path.of("src/test/java/io/ollio/jdbc/job/JobsGuideTest.java"));
    List<MatchResult> snippets = SNIPPET.matcher(guide).results().toList();

    assertThat(snippets).hasSize(2);
    for (MatchResult snippet : snippets) {
      int start = source.indexOf("// region " + snippet.group(1) + "\n");
      assertThat(start).as(snippet.group(1)).isPositive();
      String region =
          source.substring(source.indexOf('\n', start) + 1, source.indexOf("// endregion", start));
      assertThat(snippet.group(2)).isEqualTo(region.stripTrailing().stripIndent() + "\n");
    }
  }
}
