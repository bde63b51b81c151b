package io.ollio.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.audit.AuditEntry;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.owner.Owner;
import io.ollio.project.Message.Fragment;
import io.ollio.project.Message.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that a database cannot hold stops at the values, so that every store treats it alike. */
class StoredValuesTest {
  private static final ProjectId PROJECT = new ProjectId("p");
  private static final OwnerId ANN = OwnerId.of("ann");
  private static final Instant NOW = Instant.EPOCH;

  @ParameterizedTest
  @ValueSource(strings = {"nul\0", "half\uD83D", "\uDE00half"})
  void textOfPeople_notStorable_isRefusedByName(String text) {
    refused("ownerId", () -> OwnerId.of(text));
    refused("projectId", () -> new ProjectId(text));
    refused("project name", () -> project(text, ""));
    refused("project description", () -> project("name", text));
    refused("message content", () -> message(Role.USER, text, List.of()));
    refused("idempotencyKey", () -> generation(text, "{}"));
    refused("generation options", () -> generation("key", text));
    refused("owner name", () -> owner("", text));
    refused("owner email", () -> owner(text, ""));
    refused("page position", () -> PageRequest.newest(1).after(text));
    refused("project name", () -> new Projects.Query(text, Set.of()));
    refused("previewUrl", () -> new Message.Details(Optional.of(text), 0, false));
  }

  @Test
  void textOfMachines_notStorable_isCleaned() {
    assertThat(message(Role.ASSISTANT, "a\0b", List.of()).content()).isEqualTo("a\uFFFDb");
    assertThat(fragment("a.html", "\uD83Dx").code()).isEqualTo("\uFFFDx");
    assertThat(version("a\0").summary()).isEqualTo("a\uFFFD");
    assertThat(new EventLog.NewEvent("t", "{\0}", NOW).json()).isEqualTo("{\uFFFD}");
    assertThat(checkpoint("[\uDE00]").transcript()).isEqualTo("[\uFFFD]");
    assertThat(audit("ls \0").detail()).isEqualTo("ls \uFFFD");
    Generation.State state =
        new Generation.State(
            Generation.Status.FAILED,
            1,
            "r\0",
            "d\0",
            Optional.empty(),
            Generation.Usage.NONE,
            NOW);
    assertThat(state.reason() + state.detail()).isEqualTo("r\uFFFDd\uFFFD");
  }

  @Test
  void fragments_inAnyOrder_areSortedByPath() {
    Message message =
        message(Role.ASSISTANT, "", List.of(fragment("b.html", ""), fragment("a/c.html", "")));
    assertThat(message.fragments())
        .extracting(row -> row.filename().value())
        .containsExactly("a/c.html", "b.html");
  }

  @Test
  void fragments_sameFileTwice_areRefused() {
    refused(
        "fragments",
        () ->
            message(Role.ASSISTANT, "", List.of(fragment("a.html", "1"), fragment("a.html", "2"))));
  }

  @Test
  void auditDetail_tooLong_isCutBetweenCharacters() {
    String detail = audit("😀".repeat(1_001)).detail();
    assertThat(detail).hasSize(2_000).endsWith("\uFFFD…");
  }

  @Test
  void ownerText_tooLong_isRefused() {
    refused("owner email", () -> owner("x".repeat(1_001), ""));
  }

  private static void refused(String field, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(InvalidInput.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  private static Project project(String name, String description) {
    return new Project(
        PROJECT, ANN, name, description, Project.Status.ACTIVE, Project.Sharing.PRIVATE, NOW, NOW);
  }

  private static Message message(Role role, String content, List<Fragment> fragments) {
    return new Message(
        new MessageId("m"), PROJECT, role, content, fragments, Message.Details.NONE, NOW);
  }

  private static Fragment fragment(String path, String code) {
    return new Fragment(FilePath.of(path), "html", code, code.length());
  }

  private static Version version(String summary) {
    return new Version(
        new VersionId("v"), PROJECT, 1, Optional.empty(), FileTree.empty(), summary, NOW);
  }

  private static Generation generation(String key, String options) {
    return new Generation(
        new GenerationId("g"),
        PROJECT,
        ANN,
        new MessageId("m"),
        key,
        options,
        Generation.State.queued(NOW),
        NOW);
  }

  private static Generations.Checkpoint checkpoint(String transcript) {
    return new Generations.Checkpoint(
        new GenerationId("g"), 1, 1, transcript, FileTree.ofTexts(Map.of()));
  }

  private static AuditEntry audit(String detail) {
    return new AuditEntry("id", ANN, "", AuditEntry.Kind.COMMAND, detail, NOW);
  }

  private static Owner owner(String email, String name) {
    return new Owner(ANN, email, name, "", "", Owner.Status.ACTIVE, NOW);
  }
}
