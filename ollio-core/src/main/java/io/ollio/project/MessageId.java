package io.ollio.project;

import io.ollio.InvalidInput;

/** Id of a message: 1 to 100 characters, a time-ordered UUID unless the host imported its own. */
public record MessageId(String value) {
  /** Checks the length. */
  public MessageId {
    InvalidInput.text(value, "messageId", 100);
  }

  @Override
  public String toString() {
    return value;
  }
}
