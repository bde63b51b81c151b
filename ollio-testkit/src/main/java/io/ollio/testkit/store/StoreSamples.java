package io.ollio.testkit.store;

import io.ollio.IdSource;
import io.ollio.OwnerId;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.project.EventLog.NewEvent;
import io.ollio.project.Generation;
import io.ollio.project.GenerationId;
import io.ollio.project.Generations.Checkpoint;
import io.ollio.project.Message;
import io.ollio.project.MessageId;
import io.ollio.project.Project;
import io.ollio.project.ProjectId;
import io.ollio.project.Version;
import io.ollio.project.VersionId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes rows with new ids as of now. None is stored. */
public final class StoreSamples {
  private final IdSource ids;
  private final InstantSource clock;

  /** Rows with these ids and times. */
  public StoreSamples(IdSource ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** A new id. */
  public String id() {
    return ids.get();
  }

  /** An active private project. */
  public Project project(OwnerId owner) {
    return project(owner, "Login form");
  }

  /** An active private project of this name. */
  public Project project(OwnerId owner, String name) {
    Instant now = clock.instant();
    return new Project(
        new ProjectId(id()),
        owner,
        name,
        "A form",
        Project.Status.ACTIVE,
        Project.Sharing.PRIVATE,
        now,
        now);
  }

  /** A user's message. */
  public Message message(Project project) {
    return message(project, Message.Role.USER, "Create a login form", List.of());
  }

  /** A message with these words and files. */
  public Message message(
      Project project, Message.Role role, String content, List<Message.Fragment> fragments) {
    return new Message(
        new MessageId(id()),
        project.id(),
        role,
        content,
        fragments,
        Message.Details.NONE,
        clock.instant());
  }

  /** A file of a message. */
  public Message.Fragment fragment(String path, String code) {
    return new Message.Fragment(FilePath.of(path), "html", code, code.length());
  }

  /** The version after this one. */
  public Version version(Project project, Optional<Version> head) {
    int number = head.map(Version::number).orElse(0) + 1;
    FileTree files = FileTree.ofTexts(Map.of("index.html", "<h1>" + number + "</h1>"));
    return version(project, number, head.map(Version::id), files);
  }

  /** A version with this number, parent and files. */
  public Version version(Project project, int number, Optional<VersionId> parent, FileTree files) {
    return new Version(
        new VersionId(id()),
        project.id(),
        number,
        parent,
        files,
        "Version " + number,
        clock.instant());
  }

  /** A generation that waits, with a key of its own. */
  public Generation generation(Project project, Message prompt) {
    return generation(project, prompt, "key-" + id());
  }

  /** A generation that waits. */
  public Generation generation(Project project, Message prompt, String idempotencyKey) {
    Instant now = clock.instant();
    return new Generation(
        new GenerationId(id()),
        project.id(),
        project.owner(),
        prompt.id(),
        idempotencyKey,
        "{\"model\":\"small\"}",
        Generation.State.queued(now),
        now);
  }

  /** A state as of now. */
  public Generation.State state(Generation.Status status, int attempt) {
    return new Generation.State(
        status,
        attempt,
        "",
        "",
        Optional.empty(),
        new Generation.Usage(attempt, 10, 5, 2, new BigDecimal("0.25")),
        clock.instant());
  }

  /** A checkpoint of a generation's attempt. */
  public Checkpoint checkpoint(Generation generation, int attempt, int step) {
    return new Checkpoint(
        generation.id(),
        attempt,
        step,
        "[{\"step\":" + step + "}]",
        FileTree.ofTexts(Map.of("index.html", "<p>step " + step + "</p>")));
  }

  /** An event. */
  public NewEvent event(String type) {
    return new NewEvent(type, "{\"type\":\"" + type + "\"}", clock.instant());
  }
}
