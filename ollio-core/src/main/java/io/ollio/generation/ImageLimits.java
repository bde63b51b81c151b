package io.ollio.generation;

import io.ollio.InvalidInput;
import io.ollio.file.FileContent;
import io.ollio.generation.GenerationException.InvalidImage;
import io.ollio.llm.LlmImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Bounds of the pictures that go with a prompt. They are stored with the generation and sent with
 * every model call, so they should be as small as the task allows.
 *
 * @param count most pictures of one prompt
 * @param bytesEach most bytes of one picture
 * @param bytesTogether most bytes of all pictures of one prompt
 */
public record ImageLimits(int count, int bytesEach, int bytesTogether) {
  /** Four pictures, 2 MiB each, 4 MiB together. */
  public static final ImageLimits DEFAULT = new ImageLimits(4, 2 << 20, 4 << 20);

  /** Most bytes of all pictures that any host may allow; a database must take them in one row. */
  public static final int MAX_BYTES_TOGETHER = 10 << 20;

  /** Checks the ranges. */
  public ImageLimits {
    InvalidInput.check(
        count >= 0 && count <= 20, "image count", "is " + count + ", must be 0 to 20");
    InvalidInput.check(
        bytesEach > 0 && bytesEach <= bytesTogether,
        "image bytesEach",
        "is " + bytesEach + ", must be 1 to " + bytesTogether);
    InvalidInput.check(
        bytesTogether <= MAX_BYTES_TOGETHER,
        "image bytesTogether",
        "is " + bytesTogether + ", must be at most " + MAX_BYTES_TOGETHER);
  }

  /**
   * Looks at the pictures: number, sizes, and whether each begins as its media type must.
   *
   * @throws InvalidImage at the first thing that is wrong
   */
  public void check(List<LlmImage> images) {
    if (images.size() > count) {
      throw new InvalidImage("images", "are " + images.size() + ", at most " + count + " may be");
    }
    long together = 0;
    for (int i = 0; i < images.size(); i++) {
      together += images.get(i).content().size();
      check(images.get(i), "images[" + i + "]");
    }
    if (together > bytesTogether) {
      throw new InvalidImage(
          "images", "have " + together + " bytes together, at most " + bytesTogether + " may be");
    }
  }

  private void check(LlmImage image, String field) {
    FileContent content = image.content();
    if (content.size() > bytesEach) {
      throw new InvalidImage(
          field, "has " + content.size() + " bytes, at most " + bytesEach + " may be");
    }
    Optional<String> actual = mediaType(content.buffer());
    if (actual.isEmpty()) {
      throw new InvalidImage(
          field, "says it is " + image.mediaType() + ", but is no PNG, JPEG, WebP or GIF");
    }
    if (!actual.get().equals(image.mediaType())) {
      throw new InvalidImage(field, "says it is " + image.mediaType() + ", but is " + actual.get());
    }
  }

  /** The media type by the first bytes (PNG 3rd edition 5.2, JFIF 1.02, GIF89a, RFC 9649). */
  private static Optional<String> mediaType(ByteBuffer bytes) {
    byte[] head = new byte[Math.min(12, bytes.remaining())];
    bytes.get(head);
    String start = new String(head, StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of("image/png");
    } else if (start.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of("image/jpeg");
    } else if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
      return Optional.of("image/gif");
    }
    return start.startsWith("RIFF") && start.startsWith("WEBP", 8)
        ? Optional.of("image/webp")
        : Optional.empty();
  }
}
