package io.ollio.generation;

import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.llm.LlmImage;
import io.ollio.project.Generation;
import io.ollio.project.ProjectId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a generation.
 *
 * @param owner who asks
 * @param project where the result goes; what is there is edited
 * @param prompt what to build or change, in plain words
 * @param idempotencyKey the caller's name for this wish: sending it again is answered with the same
 *     generation; empty for none
 * @param model which model to use; absent for the default
 * @param images pictures that go with the prompt; usually empty, see {@link ImageLimits}
 */
public record GenerationRequest(
    OwnerId owner,
    ProjectId project,
    String prompt,
    Optional<String> idempotencyKey,
    @Nullable String model,
    List<LlmImage> images) {
  /** Checks the key, and copies the list. */
  public GenerationRequest {
    idempotencyKey.ifPresent(
        key -> InvalidInput.text(key, "idempotencyKey", Generation.MAX_KEY_LENGTH));
    images = List.copyOf(images);
  }

  /** A wish with the defaults. */
  public static GenerationRequest of(OwnerId owner, ProjectId project, String prompt) {
    return new GenerationRequest(owner, project, prompt, Optional.empty(), null, List.of());
  }

  /** This wish under a name, so that sending it twice does no harm. */
  public GenerationRequest withIdempotencyKey(String key) {
    return new GenerationRequest(owner, project, prompt, Optional.of(key), model, images);
  }

  /** This wish with a model. */
  public GenerationRequest withModel(@Nullable String name) {
    return new GenerationRequest(owner, project, prompt, idempotencyKey, name, images);
  }

  /** This wish with pictures, e.g. a sketch or a screenshot to build from. */
  public GenerationRequest withImages(List<LlmImage> pictures) {
    return new GenerationRequest(owner, project, prompt, idempotencyKey, model, pictures);
  }
}
