package io.ollio.llm;

import io.ollio.InvalidInput;
import io.ollio.file.FileContent;

/**
 * A picture sent to the model.
 *
 * @param mediaType {@code image/png}, {@code image/jpeg}, {@code image/webp} or {@code image/gif}
 * @param content the encoded picture
 */
public record LlmImage(String mediaType, FileContent content) {
  /** Checks the media type. */
  public LlmImage {
    InvalidInput.check(
        mediaType.matches("image/(png|jpeg|webp|gif)"),
        "mediaType",
        "is " + mediaType + ", must be image/png, image/jpeg, image/webp or image/gif");
  }
}
