package io.ollio.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.credit.Credits;
import io.ollio.llm.StopReason;
import io.ollio.project.Message;
import io.ollio.project.Project;
import io.ollio.project.ProjectId;
import io.ollio.project.ProjectStore;
import io.ollio.project.Projects;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.openai.FakeOpenAiServer;
import io.ollio.testkit.openai.OpenAiScript;
import io.ollio.testkit.openai.RejectionFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command behind {@code ./run}, as its user sees it. */
class GenerateComponentTest {
  private static final OwnerId OWNER = Ollio.LOCAL_OWNER;
  private static final String PROMPT = "Create a dark login form";

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(Map<String, String> environment, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--out", folder.toString(), "--once"));
    return GenerateComponent.run(all, environment, print(out), print(err));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String file(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @Nested
  class Offline {
    @Test
    void run_aPrompt_writesTheFilesAndShowsThemGrow() throws IOException {
      assertThat(run(Map.of(), PROMPT)).isZero();
      assertThat(file("index.html")).contains("<form", "type=\"password\"");
      assertThat(out())
          .contains(
              "bundled offline model", "── writing index.html", "• wrote index.html", "Files: ");
    }

    @Test
    void run_aSecondPrompt_editsWhatIsThere() throws IOException {
      run(Map.of(), PROMPT);
      String before = file("index.html");
      Files.writeString(folder.resolve("index.html"), before + "<!-- by hand -->\n");

      assertThat(run(Map.of(), "Change the title to Come in")).as(err()).isZero();
      assertThat(file("index.html")).contains("Come in", "<!-- by hand -->");
    }

    @Test
    void run_eachPrompt_addsToTheProjectInTheFolder() throws IOException {
      run(Map.of(), PROMPT);
      Files.writeString(folder.resolve("index.html"), file("index.html") + "<!-- by hand -->\n");
      run(Map.of(), "Change the title to Come in");

      try (LocalProject local = LocalProject.in(OutputFolder.use(folder))) {
        ProjectStore store = local.storage().projects();
        List<Project> projects =
            store.projects().list(OWNER, Projects.Query.ALL, PageRequest.newest(9)).items();
        assertThat(projects).hasSize(1);
        ProjectId id = projects.get(0).id();
        assertThat(store.messages().list(OWNER, id, PageRequest.oldest(9)).items())
            .extracting(Message::content)
            .contains(PROMPT, "Change the title to Come in")
            .hasSize(4);
        assertThat(store.versions().list(OWNER, id, PageRequest.oldest(9)).items()).hasSize(3);
        assertThat(local.storage().credits().account(OWNER).used()).isEqualTo(Credits.of(2));
      }
    }

    @Test
    void run_folderWhoseFilesWereRemoved_beginsAnew() throws IOException {
      run(Map.of(), PROMPT);
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.delete(file);
        }
      }
      assertThat(run(Map.of(), "Create a pricing table")).as(err()).isZero();
      assertThat(file("index.html")).doesNotContain("type=\"password\"");
    }

    @Test
    void run_projectOpenInAnotherRun_saysSo() {
      try (LocalProject other = LocalProject.in(OutputFolder.use(folder))) {
        assertThat(other.storage().owners().find(OWNER)).isEmpty();
        assertThat(runElsewhere()).contains("open in another process");
      }
    }

    /** A file is locked for other processes, not for this one. */
    private String runElsewhere() {
      try {
        Process process =
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    GenerateComponent.class.getName(),
                    PROMPT,
                    "--once",
                    "--out",
                    folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        return output;
      } catch (IOException | InterruptedException e) {
        throw new AssertionError("The other run has failed", e);
      }
    }

    @Test
    void run_promptTooShort_saysTheRangeAndLeavesNothing() {
      assertThat(run(Map.of(), "short")).isEqualTo(1);
      assertThat(err()).contains("5 characters", "10 to 1000");
      assertThat(folder.resolve("index.html")).doesNotExist();
    }

    @Test
    void run_folderOfSomebodyElse_isLeftAlone() throws IOException {
      Files.writeString(folder.resolve("thesis.txt"), "years of work");
      assertThat(run(Map.of(), PROMPT)).isEqualTo(1);
      assertThat(err()).contains("holds other files", "--out");
      assertThat(folder).isDirectoryNotContaining("glob:**index.html");
    }

    @Test
    void run_outIsAFile_saysSo() throws IOException {
      Path file = Files.writeString(folder.resolve("file"), "x");
      int code =
          GenerateComponent.run(
              List.of(PROMPT, "--once", "--out", file.toString()),
              Map.of(),
              print(out),
              print(err));
      assertThat(code).isEqualTo(1);
      assertThat(err()).contains("cannot be used", "--out");
    }
  }

  @Nested
  class CommandLine {
    @Test
    void run_withoutPrompt_showsTheUsage() {
      assertThat(run(Map.of())).isEqualTo(2);
      assertThat(err()).startsWith("The prompt is missing").contains("Usage: ./run");
    }

    @Test
    void run_help_showsTheUsage() {
      assertThat(run(Map.of(), "--help")).isZero();
      assertThat(out()).contains("Usage: ./run");
    }

    @Test
    void run_unknownOption_namesIt() {
      assertThat(run(Map.of(), PROMPT, "--loud")).isEqualTo(2);
      assertThat(err()).startsWith("There is no option --loud");
    }

    @Test
    void run_portOutOfRange_namesIt() {
      assertThat(run(Map.of(), PROMPT, "--port", "70000")).isEqualTo(2);
      assertThat(err()).startsWith("--port is 70000");
    }

    @Test
    void run_twoPrompts_asksForQuotes() {
      assertThat(run(Map.of(), "Create", "form")).isEqualTo(2);
      assertThat(err()).contains("quotes");
    }
  }

  @Nested
  class RealModel {
    private static final String PAGE =
        "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Login</title></head>"
            + "<body><h1>Login</h1></body></html>\n";

    private Map<String, String> at(FakeOpenAiServer server) {
      return Map.of("OPENAI_BASE_URL", server.baseUrl(), "OPENAI_API_KEY", "test-key");
    }

    private static OpenAiScript page() {
      return OpenAiScript.byTurn(
          LlmScript.reply()
              .toolCall(
                  "writeFile", "{\"path\":\"index.html\",", "\"content\":" + quoted(PAGE) + "}")
              .finish(StopReason.TOOL_CALLS),
          LlmScript.ofText("Here it is."));
    }

    private static String quoted(String text) {
      return '"' + text.replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    @Test
    void run_serverOnLoopback_writesItsFiles() throws IOException {
      try (FakeOpenAiServer server = FakeOpenAiServer.start(page())) {
        assertThat(run(at(server), PROMPT, "--model", "house-model")).as(err()).isZero();
        assertThat(file("index.html")).isEqualTo(PAGE);
        assertThat(server.lastCall().json().path("model").asText()).isEqualTo("house-model");
        assertThat(out()).contains("model house-model at").doesNotContain("test-key");
      }
    }

    @Test
    void run_wrongKey_saysSoInOneLine() {
      try (FakeOpenAiServer server =
          FakeOpenAiServer.start(OpenAiScript.always(RejectionFault.unauthorized()))) {
        assertThat(run(at(server), PROMPT)).isEqualTo(1);
        assertThat(err().strip().lines()).hasSize(1);
        assertThat(err()).contains("key").doesNotContain("test-key");
      }
    }

    @Test
    void run_unknownModel_namesIt() {
      try (FakeOpenAiServer server =
          FakeOpenAiServer.start(OpenAiScript.always(RejectionFault.unknownModel()))) {
        assertThat(run(at(server), PROMPT, "--model", "no-such")).isEqualTo(1);
        assertThat(err()).contains("no-such");
      }
    }

    @Test
    void run_modelWithoutTools_saysSo() {
      try (FakeOpenAiServer server =
          FakeOpenAiServer.start(OpenAiScript.always(RejectionFault.noToolSupport()))) {
        assertThat(run(at(server), PROMPT)).isEqualTo(1);
        assertThat(err()).containsIgnoringCase("tool");
      }
    }

    @Test
    void run_fileBehindALinkOfTheUser_isNotWritten(@TempDir Path elsewhere) throws IOException {
      run(Map.of(), PROMPT);
      Files.createSymbolicLink(folder.resolve("a"), elsewhere);
      OpenAiScript script =
          OpenAiScript.inOrder(
              LlmScript.reply()
                  .toolCall(
                      "writeFile", "{\"path\":\"a/b/c.css\",\"content\":\"h1 { color: red }\"}")
                  .finish(StopReason.TOOL_CALLS),
              LlmScript.ofText("Here it is."));
      try (FakeOpenAiServer server = FakeOpenAiServer.start(script)) {
        assertThat(run(at(server), "Add a style sheet")).isEqualTo(1);
        assertThat(err()).contains("a/b/c.css is not a file of the component");
        assertThat(elsewhere).isEmptyDirectory();
      }
    }

    @Test
    void run_failureAfterAFile_keepsTheFile() throws IOException {
      OpenAiScript script = page().withFault(2, 100, RejectionFault.unauthorized());
      try (FakeOpenAiServer server = FakeOpenAiServer.start(script)) {
        assertThat(run(at(server), PROMPT)).isEqualTo(1);
        assertThat(file("index.html")).isEqualTo(PAGE);
        assertThat(out()).contains("finished so far");
      }
    }
  }

  @Test
  void printable_escapeSequences_areTakenOut() {
    assertThat(TerminalProgress.printable("a\u001b[2Jb\u0007\u009bc\n\td"))
        .isEqualTo("a[2Jbc\n\td");
  }
}
