package io.ollio.llm;

/**
 * A piece of a tool call that is being written.
 *
 * @param index which call of this reply, from 0; stable for all pieces of the call
 * @param id the call's id, the same in every piece
 * @param name the tool's name, the same in every piece
 * @param arguments further characters of the arguments' JSON text; empty in the piece that only
 *     opens the call
 */
public record ToolCallDelta(int index, String id, String name, String arguments) {}
