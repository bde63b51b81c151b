package io.ollio.project;

import io.ollio.InvalidInput;

/**
 * Id of a generation: 1 to 100 characters, a time-ordered UUID unless the host imported its own.
 */
public record GenerationId(String value) {
  /** Checks the length. */
  public GenerationId {
    InvalidInput.text(value, "generationId", 100);
  }

  @Override
  public String toString() {
    return value;
  }
}
