package io.ollio.llm;

import io.ollio.InvalidInput;

/**
 * A tool as the model sees it.
 *
 * @param name 1 to 64 letters, digits, underscores or hyphens
 * @param description when and how to use it
 * @param parametersSchema JSON text of a JSON Schema object that describes the arguments; sent byte
 *     by byte as given, so that the prompt prefix stays equal between calls
 */
public record ToolSpec(String name, String description, String parametersSchema) {
  /** Checks the name. */
  public ToolSpec {
    InvalidInput.check(
        name.matches("[A-Za-z0-9_-]{1,64}"),
        "tool name",
        "is \"" + name + "\", must be 1 to 64 letters, digits, underscores or hyphens");
  }
}
