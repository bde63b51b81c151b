package io.ollio.testkit.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.project.Message;
import io.ollio.project.Message.Role;
import io.ollio.project.MessageId;
import io.ollio.project.Messages;
import io.ollio.project.Project;
import io.ollio.project.Project.Sharing;
import io.ollio.project.ProjectException.Forbidden;
import io.ollio.project.ProjectException.KeyInUse;
import io.ollio.project.ProjectException.ProjectNotFound;
import io.ollio.project.ProjectId;
import io.ollio.testkit.store.Pages;
import io.ollio.testkit.store.StoreSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link Messages} does. */
public abstract class MessagesContract extends StoreSuite {
  /** A contract. */
  protected MessagesContract() {}

  @Test
  void find_appended_returnsAllOfIt() {
    Project project = savedProject(ANN);
    Message plain = samples().message(project, Role.ASSISTANT, "Done", twoFragments());
    Message message =
        new Message(
            plain.id(),
            plain.project(),
            plain.role(),
            plain.content(),
            plain.fragments(),
            new Message.Details(Optional.of("http://localhost:1/p/x"), 12_345_678_901L, false),
            plain.createdAt());
    messages().append(ANN, message);
    assertThat(messages().find(ANN, message.id())).contains(message);
  }

  @Test
  void find_strangeTexts_returnsThemUnchanged() {
    Project project = savedProject(ANN);
    String text = "\r\n\t'\" \\n \\ ? :a {b} ${c} %s 😀 \u202E \uFFFD \u0001 " + "é".repeat(70_000);
    Message message =
        samples().message(project, Role.USER, text, List.of(samples().fragment("a b.html", text)));
    messages().append(ANN, message);
    assertThat(messages().find(ANN, message.id())).contains(message);
  }

  @Test
  void find_emptyTexts_returnsThem() {
    Project project = savedProject(ANN);
    Message.Fragment empty = samples().fragment("empty.html", "");
    Message message = samples().message(project, Role.ASSISTANT, "", List.of(empty));
    messages().append(ANN, message);
    assertThat(messages().find(ANN, message.id())).contains(message);
  }

  @Test
  void find_fragmentOfFiveMegabytes_returnsIt() {
    Project project = savedProject(ANN);
    Message.Fragment large = samples().fragment("large.html", "0123456789".repeat(512 * 1_024));
    Message message = samples().message(project, Role.ASSISTANT, "Large", List.of(large));
    messages().append(ANN, message);
    assertThat(messages().find(ANN, message.id()).orElseThrow().fragments()).containsExactly(large);
  }

  @Test
  void find_manyFragments_returnsThemInPathOrder() {
    Project project = savedProject(ANN);
    List<Message.Fragment> fragments = new ArrayList<>();
    for (int i = 199; i >= 0; i--) {
      fragments.add(samples().fragment(String.format("f%03d.html", i), "<p>" + i));
    }
    Message message = samples().message(project, Role.ASSISTANT, "Many", fragments);
    messages().append(ANN, message);
    Message found = messages().find(ANN, message.id()).orElseThrow();
    assertThat(found.fragments()).hasSize(200).isEqualTo(message.fragments());
    assertThat(found.fragments().get(0).filename().value()).isEqualTo("f000.html");
  }

  @Test
  void find_unknown_isEmpty() {
    assertThat(messages().find(ANN, new MessageId("nowhere"))).isEmpty();
  }

  @Test
  void find_followsTheProjectsVisibility() {
    Message secret = savedMessage(savedProject(ANN));
    Message open = savedMessage(savedProject(ANN, Sharing.PUBLIC));
    Message shared = savedMessage(savedProject(ANN, Sharing.with(Set.of(BOB))));
    assertThat(messages().find(BOB, secret.id())).isEmpty();
    assertThat(messages().find(BOB, open.id())).contains(open);
    assertThat(messages().find(BOB, shared.id())).contains(shared);
    assertThat(messages().find(CAT, shared.id())).isEmpty();
  }

  @Test
  void find_inDeletedProject_isEmpty() {
    Project project = savedProject(ANN);
    Message message = savedMessage(project);
    delete(project);
    assertThat(messages().find(ANN, message.id())).isEmpty();
  }

  @Test
  void append_toUnknownForeignOrDeletedProject_throwsProjectNotFound() {
    Project foreign = savedProject(ANN);
    Project deleted = deletedProject(BOB);
    Project unknown = samples().project(BOB);
    for (Project project : List.of(foreign, deleted, unknown)) {
      Message message = samples().message(project);
      assertThatThrownBy(() -> messages().append(BOB, message))
          .isInstanceOf(ProjectNotFound.class)
          .hasMessageContaining(project.id().value());
    }
    assertThat(list(ANN, foreign, PageRequest.newest(10)).items()).isEmpty();
  }

  @Test
  void append_byAReaderOnly_isForbidden() {
    Project project = savedProject(ANN, Sharing.with(Set.of(BOB)));
    assertThatThrownBy(() -> messages().append(BOB, samples().message(project)))
        .isInstanceOf(Forbidden.class);
    assertThat(list(ANN, project, PageRequest.newest(10)).items()).isEmpty();
  }

  @Test
  void append_takenId_throwsKeyInUseAndLeavesTheFirst() {
    Message first = savedMessage(savedProject(ANN));
    Project other = savedProject(BOB);
    Message second =
        new Message(
            first.id(),
            other.id(),
            Role.ASSISTANT,
            "Other words",
            twoFragments(),
            Message.Details.NONE,
            time().instant());
    assertThatThrownBy(() -> messages().append(BOB, second)).isInstanceOf(KeyInUse.class);
    assertThat(messages().find(ANN, first.id())).contains(first);
    assertThat(list(BOB, other, PageRequest.newest(10)).items()).isEmpty();
  }

  @Test
  void list_ofAProject_showsItsMessagesInOrder() {
    Project project = savedProject(ANN);
    Message first = savedMessage(project);
    savedMessage(savedProject(ANN));
    Message second = savedMessage(project);
    assertThat(list(ANN, project, PageRequest.oldest(10)).items()).containsExactly(first, second);
    assertThat(list(ANN, project, PageRequest.newest(10)).items()).containsExactly(second, first);
  }

  @Test
  void list_sameTimeOfCreation_goesById() {
    Project project = savedProject(ANN);
    Message first = samples().message(project);
    Message second = samples().message(project, Role.ASSISTANT, "Answer", List.of());
    messages().append(ANN, second);
    messages().append(ANN, first);
    assertThat(walk(project, PageRequest.oldest(1))).containsExactly(first, second);
  }

  @Test
  void list_withFragments_countsMessagesAndNotFragments() {
    Project project = savedProject(ANN);
    List<Message> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      tick();
      Message message = samples().message(project, Role.ASSISTANT, "m" + i, twoFragments());
      messages().append(ANN, message);
      all.add(message);
    }
    assertThat(list(ANN, project, PageRequest.oldest(3)).items()).isEqualTo(all.subList(0, 3));
    assertThat(walk(project, PageRequest.oldest(2))).isEqualTo(all);
  }

  @Test
  void list_messagesAddedMeanwhile_repeatsNothing() {
    Project project = savedProject(ANN);
    Message first = savedMessage(project);
    Message second = savedMessage(project);
    Page<Message> page = list(ANN, project, PageRequest.newest(1));
    savedMessage(project);
    assertThat(page.items()).containsExactly(second);
    assertThat(list(ANN, project, page.next().orElseThrow()).items()).containsExactly(first);
  }

  @Test
  void list_positionOfAnotherProject_isRefused() {
    Project project = savedProject(ANN);
    Message other = savedMessage(savedProject(ANN));
    assertThatThrownBy(() -> list(ANN, project, PageRequest.newest(2).after(other.id().value())))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("page position");
  }

  @Test
  void list_followsTheProjectsVisibility() {
    Project open = savedProject(ANN, Sharing.PUBLIC);
    Message message = savedMessage(open);
    Project secret = savedProject(ANN);
    Project deleted = deletedProject(BOB);
    assertThat(list(BOB, open, PageRequest.newest(5)).items()).containsExactly(message);
    for (ProjectId hidden : List.of(secret.id(), deleted.id(), new ProjectId("nowhere"))) {
      assertThatThrownBy(() -> messages().list(BOB, hidden, PageRequest.newest(5)))
          .isInstanceOf(ProjectNotFound.class)
          .hasMessageContaining(hidden.value());
    }
  }

  @Test
  void markSeen_unseen_isTrueOnceAndStored() {
    Message message = savedMessage(savedProject(ANN));
    assertThat(messages().markSeen(ANN, message.id())).isTrue();
    assertThat(messages().find(ANN, message.id())).contains(message.asSeen());
    assertThat(messages().markSeen(ANN, message.id())).isFalse();
  }

  @Test
  void markSeen_notOwned_doesNothing() {
    Project project = savedProject(ANN, Sharing.PUBLIC);
    Message message = savedMessage(project);
    Message hidden = savedMessage(savedProject(ANN));
    assertThat(messages().markSeen(BOB, message.id())).isFalse();
    assertThat(messages().markSeen(BOB, hidden.id())).isFalse();
    assertThat(messages().markSeen(BOB, new MessageId("nowhere"))).isFalse();
    assertThat(messages().find(ANN, message.id())).contains(message);
  }

  private Messages messages() {
    return store().messages();
  }

  private Page<Message> list(OwnerId reader, Project project, PageRequest page) {
    return messages().list(reader, project.id(), page);
  }

  private List<Message> walk(Project project, PageRequest first) {
    return Pages.walk(first, page -> list(ANN, project, page));
  }

  private List<Message.Fragment> twoFragments() {
    return List.of(
        samples().fragment("css/site.css", "p { color: red }"),
        samples().fragment("index.html", "<p>Hello</p>"));
  }
}
