package io.ollio.project;

import io.ollio.InvalidInput;

/** Id of a version: 1 to 100 characters, a time-ordered UUID unless the host imported its own. */
public record VersionId(String value) {
  /** Checks the length. */
  public VersionId {
    InvalidInput.text(value, "versionId", 100);
  }

  @Override
  public String toString() {
    return value;
  }
}
