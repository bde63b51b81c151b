package io.ollio.llm;

/**
 * A model's request to run a tool.
 *
 * @param id the call's id, unique within the reply; made up by the client when the server sent none
 * @param name name of the tool as the model wrote it; may be unknown
 * @param arguments JSON text as the model wrote it; may be broken or cut off
 */
public record ToolCall(String id, String name, String arguments) {}
