package io.ollio.generation;

import io.ollio.OllioException;
import io.ollio.StorableText;
import io.ollio.catalogue.ModelInfo;
import io.ollio.project.GenerationId;
import java.util.ArrayList;
import java.util.List;

/** A request was refused. The nested types are the cases that callers treat differently. */
public abstract sealed class GenerationException extends OllioException {
  private static final long serialVersionUID = 1L;

  private GenerationException(String message) {
    super(message);
  }

  /** The prompt is blank, too short or too long. */
  public static final class InvalidPrompt extends GenerationException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with its length. */
    public InvalidPrompt(int length, int min, int max) {
      super(
          length == 0
              ? "The prompt is blank; it must have " + min + " to " + max + " characters"
              : "The prompt has " + length + " characters; it must have " + min + " to " + max);
    }
  }

  /** The host's catalogue does not have the model. Remedy: choose one that it has. */
  public static final class UnknownModel extends GenerationException {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> known;

    /** The name that was asked for, and those that are there. */
    public UnknownModel(String name, List<String> known) {
      super(
          "The model \""
              + StorableText.cut(name, ModelInfo.MAX_NAME_LENGTH)
              + "\" is not known here; choose one of "
              + String.join(", ", known));
      this.known = new ArrayList<>(known);
    }

    /** The models that can be chosen, in the host's order. */
    public List<String> known() {
      return List.copyOf(known);
    }
  }

  /** The model cannot do what is asked. Remedy: choose another one. */
  public static final class UnsuitableModel extends GenerationException {
    private static final long serialVersionUID = 1L;

    /** The model's name and what it lacks, as the end of a sentence. */
    public UnsuitableModel(String name, String lack) {
      super("The model \"" + name + "\" " + lack);
    }
  }

  /**
   * A picture that goes with the prompt is too large, of another kind than it says, or one too
   * many.
   */
  public static final class InvalidImage extends GenerationException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /** The field, e.g. {@code images[1]}, and what is wrong with its value. */
    public InvalidImage(String field, String problem) {
      super(field + " " + problem);
      this.field = field;
    }

    /** Which one: {@code images[1]} from 0, or {@code images} for all together. */
    public String field() {
      return field;
    }
  }

  /** The idempotency key was used for another prompt or project. Remedy: use a new key. */
  public static final class KeyMismatch extends GenerationException {
    private static final long serialVersionUID = 1L;

    /** The key and the generation that has it. */
    public KeyMismatch(String key, GenerationId id) {
      super("The idempotency key " + key + " was used for another request, generation " + id);
    }
  }

  /** A generation that the caller waited for did not succeed. */
  public static final class GenerationFailed extends GenerationException {
    private static final long serialVersionUID = 1L;

    private final String generation;
    private final String reason;

    /** The generation, the short code of its reason, and the plain sentence. */
    public GenerationFailed(GenerationId id, String reason, String detail) {
      super(detail.isEmpty() ? "Generation " + id + " ended with " + reason : detail);
      this.generation = id.value();
      this.reason = reason;
    }

    /** Which generation; its files so far can still be read. */
    public GenerationId generation() {
      return new GenerationId(generation);
    }

    /** Short code, e.g. {@code RateLimited}, {@code STEP_LIMIT} or {@code CANCELLED}. */
    public String reason() {
      return reason;
    }
  }

  /** A generation was begun again and again without finishing one more step. */
  public static final class GaveUp extends GenerationException {
    private static final long serialVersionUID = 1L;

    /** The generation, how many attempts came to nothing, and the last step that was finished. */
    public GaveUp(GenerationId id, int attempts, int step) {
      super(
          "Generation "
              + id
              + " was begun "
              + attempts
              + " times since step "
              + step
              + " and finished no further one; look into the log for what ends its workers");
    }
  }
}
