package io.ollio.sandbox;

import io.ollio.InvalidInput;

/** A sandbox's id as its provider gave it; can be stored and used to connect again. */
public record SandboxId(String value) {
  /** Checks the id. */
  public SandboxId {
    InvalidInput.text(value, "sandboxId", 200);
  }

  @Override
  public String toString() {
    return value;
  }
}
