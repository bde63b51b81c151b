package io.ollio.project;

import io.ollio.InvalidInput;
import io.ollio.StorableText;
import io.ollio.file.FilePath;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One message of a project's conversation.
 *
 * @param id its id
 * @param project where it belongs
 * @param role who said it
 * @param content the words
 * @param fragments the files an assistant's message shows, in path order, each once; usually empty
 *     for users
 * @param details what else is known
 * @param createdAt when it was said
 */
public record Message(
    MessageId id,
    ProjectId project,
    Role role,
    String content,
    List<Fragment> fragments,
    Details details,
    Instant createdAt) {
  /** Who speaks. */
  public enum Role {
    /** The owner. */
    USER,
    /** The model. */
    ASSISTANT
  }

  /**
   * One text file of a message.
   *
   * @param filename its path
   * @param format its kind, e.g. {@code html}
   * @param code its text, {@linkplain StorableText#clean cleaned}
   * @param sizeBytes its size in UTF-8
   */
  public record Fragment(FilePath filename, String format, String code, long sizeBytes) {
    /** Cleans the code. */
    public Fragment {
      StorableText.check(format, "fragment format");
      code = StorableText.clean(code);
    }
  }

  /**
   * What else is known of a message.
   *
   * @param previewUrl address of the preview it announces
   * @param tokenCount tokens it took to make, 0 when unknown
   * @param seen whether the owner has seen it
   */
  public record Details(Optional<String> previewUrl, long tokenCount, boolean seen) {
    /** Nothing. */
    public static final Details NONE = new Details(Optional.empty(), 0, false);

    /** Checks the address. */
    public Details {
      previewUrl.ifPresent(url -> StorableText.check(url, "previewUrl"));
    }
  }

  /** Checks a user's words, cleans the model's, and sorts the fragments. */
  public Message {
    content =
        role == Role.USER
            ? StorableText.check(content, "message content")
            : StorableText.clean(content);
    fragments = fragments.stream().sorted(Comparator.comparing(Fragment::filename)).toList();
    checkDistinct(fragments);
  }

  /** This message as seen by the owner. */
  public Message asSeen() {
    return new Message(
        id,
        project,
        role,
        content,
        fragments,
        new Details(details.previewUrl(), details.tokenCount(), true),
        createdAt);
  }

  private static void checkDistinct(List<Fragment> sorted) {
    for (int i = 1; i < sorted.size(); i++) {
      FilePath name = sorted.get(i).filename();
      InvalidInput.check(
          !name.equals(sorted.get(i - 1).filename()), "fragments", "hold " + name + " twice");
    }
  }
}
