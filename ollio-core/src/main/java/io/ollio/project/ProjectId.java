package io.ollio.project;

import io.ollio.InvalidInput;

/** Id of a project: 1 to 100 characters, a time-ordered UUID unless the host imported its own. */
public record ProjectId(String value) {
  /** Checks the length. */
  public ProjectId {
    InvalidInput.text(value, "projectId", 100);
  }

  @Override
  public String toString() {
    return value;
  }
}
