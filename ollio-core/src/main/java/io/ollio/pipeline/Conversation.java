package io.ollio.pipeline;

import io.ollio.PageRequest;
import io.ollio.agent.Transcript;
import io.ollio.file.FileTree;
import io.ollio.generation.GenerationSettings;
import io.ollio.llm.LlmImage;
import io.ollio.llm.LlmMessage;
import io.ollio.project.Generation;
import io.ollio.project.Message;
import io.ollio.project.ProjectException;
import io.ollio.project.ProjectStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Writes the opening of a run's conversation: rules, what was said before, the prompt, the files.
 */
final class Conversation {
  private static final int MAX_LISTED_FILES = 600;

  private final ProjectStore store;
  private final GenerationSettings settings;

  Conversation(ProjectStore store, GenerationSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  /**
   * The opening.
   *
   * @param base where the work began
   * @param files what is there
   * @param added what the host's hooks say, besides its instructions
   */
  Transcript open(Generation generation, String base, FileTree files, String added) {
    List<LlmMessage> messages = new ArrayList<>();
    messages.add(new LlmMessage.System(SystemPrompt.with(settings.instructions(), added)));
    before(generation).forEach(message -> messages.add(toLlm(message)));
    String prompt =
        store
            .messages()
            .find(generation.owner(), generation.prompt())
            .map(Message::content)
            .orElseThrow(() -> new ProjectException.GenerationNotFound(generation.id()));
    List<LlmImage> images = RequestOptions.fromJson(generation.options()).images();
    messages.add(new LlmMessage.User(prompt + describe(files), images));
    return Transcript.of(base, messages);
  }

  /** The messages before the prompt, oldest first; later prompts wait for their own turn. */
  private List<Message> before(Generation generation) {
    if (settings.historyMessages() == 0) {
      return List.of();
    }
    PageRequest page =
        PageRequest.newest(settings.historyMessages()).after(generation.prompt().value());
    List<Message> earlier =
        new ArrayList<>(
            store.messages().list(generation.owner(), generation.project(), page).items());
    Collections.reverse(earlier);
    return earlier;
  }

  private static LlmMessage toLlm(Message message) {
    return message.role() == Message.Role.USER
        ? new LlmMessage.User(message.content())
        : new LlmMessage.Assistant(message.content(), List.of());
  }

  static String describe(FileTree files) {
    if (files.isEmpty()) {
      return "";
    }
    return "\n\n<project-files>\n" + files.listing(MAX_LISTED_FILES) + "\n</project-files>";
  }
}
