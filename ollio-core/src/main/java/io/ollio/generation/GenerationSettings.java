package io.ollio.generation;

import io.ollio.InvalidInput;
import io.ollio.agent.AgentSettings;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.tool.WorkspaceLimits;

/**
 * How generations are made.
 *
 * @param minPromptLength fewest characters of a prompt, blanks at its ends not counted
 * @param maxPromptLength most characters of a prompt
 * @param agent how the agent works and when it stops
 * @param sandbox what kind of sandbox it gets
 * @param workspace how large a project may become
 * @param historyMessages how many earlier messages of the project the model sees
 * @param instructions the host's own rules for every result, added to the system prompt; may be
 *     empty
 * @param images how many and how large pictures may go with a prompt
 */
public record GenerationSettings(
    int minPromptLength,
    int maxPromptLength,
    AgentSettings agent,
    SandboxSpec sandbox,
    WorkspaceLimits workspace,
    int historyMessages,
    String instructions,
    ImageLimits images) {
  /** Prompts of 10 to 1,000 characters, ten earlier messages, and the parts' own defaults. */
  public static final GenerationSettings DEFAULT =
      new GenerationSettings(
          10,
          1_000,
          AgentSettings.DEFAULT,
          SandboxSpec.DEFAULT,
          WorkspaceLimits.DEFAULT,
          10,
          "",
          ImageLimits.DEFAULT);

  /** Checks the ranges. */
  public GenerationSettings {
    InvalidInput.check(
        minPromptLength >= 1 && minPromptLength <= maxPromptLength,
        "minPromptLength",
        "is " + minPromptLength + ", must be 1 to " + maxPromptLength);
    InvalidInput.check(
        historyMessages >= 0 && historyMessages <= 100,
        "historyMessages",
        "is " + historyMessages + ", must be 0 to 100");
  }

  /** These settings with another range of prompt lengths. */
  public GenerationSettings withPromptLength(int min, int max) {
    return new GenerationSettings(
        min, max, agent, sandbox, workspace, historyMessages, instructions, images);
  }

  /** These settings with another agent. */
  public GenerationSettings withAgent(AgentSettings other) {
    return new GenerationSettings(
        minPromptLength,
        maxPromptLength,
        other,
        sandbox,
        workspace,
        historyMessages,
        instructions,
        images);
  }

  /** These settings with another kind of sandbox. */
  public GenerationSettings withSandbox(SandboxSpec other) {
    return new GenerationSettings(
        minPromptLength,
        maxPromptLength,
        agent,
        other,
        workspace,
        historyMessages,
        instructions,
        images);
  }

  /** These settings with the host's own rules for every result. */
  public GenerationSettings withInstructions(String text) {
    return new GenerationSettings(
        minPromptLength, maxPromptLength, agent, sandbox, workspace, historyMessages, text, images);
  }

  /** These settings with other bounds of pictures. */
  public GenerationSettings withImages(ImageLimits other) {
    return new GenerationSettings(
        minPromptLength,
        maxPromptLength,
        agent,
        sandbox,
        workspace,
        historyMessages,
        instructions,
        other);
  }
}
