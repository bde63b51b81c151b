package io.ollio.generation;

import io.ollio.Cancellation;
import io.ollio.Ollio;
import io.ollio.OllioBuilder;
import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.RetryPolicy;
import io.ollio.file.FileTree;
import io.ollio.llm.LlmClient;
import io.ollio.preview.PreviewSettings;
import io.ollio.project.Generation;
import io.ollio.project.GenerationId;
import io.ollio.project.Message;
import io.ollio.project.Project;
import io.ollio.project.Version;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.testkit.sandbox.InMemorySandboxProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A host application with one owner and one project, on fakes. */
final class Host implements AutoCloseable {
  static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Login</title>
          <link rel="stylesheet" href="styles.css">
        </head>
        <body><main><h1>Login</h1></main></body>
      </html>
      """;
  static final PreviewSettings PREVIEWS = PreviewSettings.defaults();

  /** A sandbox of a template is opened at once, not when the first command needs it. */
  static final GenerationSettings OPEN_AT_ONCE =
      GenerationSettings.DEFAULT.withSandbox(SandboxSpec.DEFAULT.withTemplate("prepared"));

  static final Duration PATIENCE = Duration.ofSeconds(10);
  static final String STYLES = "h1 { color: navy; }\n";
  static final FileTree SITE = FileTree.ofTexts(Map.of("index.html", PAGE, "styles.css", STYLES));

  final InMemorySandboxProvider sandboxes = new InMemorySandboxProvider();
  final OwnerId owner = OwnerId.of("ann");
  final Ollio ollio;
  final Project project;

  Host(LlmClient model, UnaryOperator<OllioBuilder> wiring) {
    OllioBuilder builder =
        Ollio.builder(model).sandbox(sandboxes).withoutPreview().modelRetries(RetryPolicy.NONE);
    ollio = wiring.apply(builder).build();
    project = ollio.createProject(owner, "Sign-in page");
  }

  static Host of(LlmClient model) {
    return new Host(model, builder -> builder);
  }

  GenerationId submit(String prompt) {
    return ollio.submit(GenerationRequest.of(owner, project.id(), prompt));
  }

  /** Submits a prompt and returns all its events. */
  List<GenerationEvent> run(String prompt) {
    return events(submit(prompt));
  }

  List<GenerationEvent> events(GenerationId id) {
    List<GenerationEvent> events = new ArrayList<>();
    ollio.follow(owner, id, 0, (number, event) -> events.add(event), Cancellation.none());
    return events;
  }

  /** Submits a prompt, waits for its end and returns its state. */
  Generation.State end(String prompt) {
    GenerationId id = submit(prompt);
    events(id);
    return ollio.generation(owner, id).state();
  }

  FileTree headFiles() {
    return ollio.store().versions().head(owner, project.id()).map(Version::files).orElseThrow();
  }

  List<Message> messages() {
    return ollio.store().messages().list(owner, project.id(), PageRequest.oldest(100)).items();
  }

  long used() {
    return ollio.credits().account(owner).used().amount();
  }

  long held() {
    return ollio.credits().account(owner).held().amount();
  }

  @Override
  public void close() {
    ollio.close();
    sandboxes.assertNoOpenSandboxes();
  }
}
