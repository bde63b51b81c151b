package io.ollio.sandbox.e2b;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ollio.Cancellation;
import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.file.FilePath;
import io.ollio.generation.GenerationRequest;
import io.ollio.generation.GenerationResult;
import io.ollio.generation.GenerationSettings;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.project.Project;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.sandbox.e2b.fake.FakeE2b;
import io.ollio.sandbox.e2b.fake.FakeMachine;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.testkit.time.ManualTime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole generation in sandboxes at E2B. */
class E2bGenerationTest {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Login</title>
          <link rel="stylesheet" href="styles.css">
        </head>
        <body><h1>Log in</h1></body>
      </html>
      """;

  private static final GenerationSettings SETTINGS =
      GenerationSettings.DEFAULT.withSandbox(SandboxSpec.DEFAULT.withTemplate("site"));

  @TempDir Path directory;

  @Test
  void generate_inE2b_collectsWhatCommandsMade() {
    try (FakeE2b fake = FakeE2b.plain(directory, new ManualTime())) {
      GenerationResult result = generate(fake, () -> {});

      assertThat(text(result, "index.html")).isEqualTo(PAGE);
      assertThat(text(result, "styles.css")).isEqualTo("h1 { color: navy; }\n");
      assertThat(fake.cloud().created()).isEqualTo(1);
      assertThat(fake.cloud().machines()).isEmpty();
    }
  }

  @Test
  void generate_sandboxLostMeanwhile_goesOnInANewOneFilledAgain() {
    try (FakeE2b fake = FakeE2b.plain(directory, new ManualTime())) {
      GenerationResult result =
          generate(fake, () -> List.copyOf(fake.cloud().machines()).forEach(FakeMachine::kill));

      assertThat(text(result, "index.html")).isEqualTo(PAGE);
      assertThat(text(result, "styles.css")).isEqualTo("h1 { color: navy; }\n");
      assertThat(fake.cloud().created()).isEqualTo(2);
      assertThat(fake.cloud().machines()).isEmpty();
    }
  }

  /** The model writes the page by tool and the styles by command; in between something happens. */
  private static GenerationResult generate(FakeE2b fake, Runnable between) {
    ScriptedLlmClient model = ScriptedLlmClient.answering(request -> answer(request, between));
    E2bSandboxOptions options =
        E2bSandboxOptions.DEFAULT.withTemplate("site", E2bTemplate.of("base"));
    try (E2bSandboxProvider sandboxes = new E2bSandboxProvider(Clients.plain(fake), options);
        Ollio ollio =
            Ollio.builder(model).sandbox(sandboxes).settings(SETTINGS).withoutPreview().build()) {
      OwnerId owner = OwnerId.of("ann");
      Project project = ollio.createProject(owner, "Login");
      GenerationRequest wish =
          GenerationRequest.of(owner, project.id(), "Create a dark login form");
      return ollio.generate(wish, (number, event) -> {}, Cancellation.none());
    }
  }

  private static LlmScript answer(LlmRequest request, Runnable between) {
    long said = request.messages().stream().filter(LlmMessage.Assistant.class::isInstance).count();
    return switch ((int) said) {
      case 0 -> call("writeFile", Map.of("path", "index.html", "content", PAGE));
      case 1 -> {
        between.run();
        String line = "grep -q Login index.html && echo 'h1 { color: navy; }' > styles.css";
        yield call("terminal", Map.of("command", line));
      }
      default -> LlmScript.ofText("The login form is ready.");
    };
  }

  private static LlmScript call(String tool, Map<String, String> arguments) {
    return LlmScript.ofToolCall(tool, new ObjectMapper().valueToTree(arguments).toString());
  }

  private static String text(GenerationResult result, String path) {
    return result.files().find(FilePath.of(path)).orElseThrow().text();
  }
}
