package io.ollio.testkit.openai;

/** How a reply is written: as OpenAI does, or as some compatible server was seen to. */
public enum ReplyDialect {
  /** As the protocol has it. */
  OPENAI,
  /** Tool calls without an id. */
  CALLS_WITHOUT_ID,
  /** Tool calls without an index. */
  CALLS_WITHOUT_INDEX,
  /** Tool calls that all have the index 0 and differ by their ids only. */
  CALLS_WITH_SAME_INDEX,
  /** Tool calls that all have the same id and differ by their index only. */
  CALLS_WITH_SAME_ID,
  /** Tool calls that repeat id and name in every piece. */
  CALLS_REPEATING_NAMES,
  /** Tool calls whose name comes in two pieces. */
  CALLS_WITH_SPLIT_NAMES,
  /** Arguments as a JSON object instead of a text. */
  CALLS_WITH_OBJECTS,
  /** The finish reason "stop" also after tool calls. */
  ALWAYS_STOP,
  /** The end marker, but no finish reason. */
  NO_FINISH_REASON,
  /** The finish reason, but no end marker. */
  NO_END_MARKER,
  /** One JSON object instead of a stream. */
  NOT_STREAMED,
  /** Lines that end in CR and LF. */
  CRLF,
  /** Lines that end in CR. */
  CR,
  /** Events whose data has several lines. */
  MULTI_LINE_DATA,
  /** Events without the blank after {@code data:}, with names and ids, after a byte order mark. */
  OTHER_FIELDS,
  /** Comments between the events. */
  COMMENTS,
  /** One byte a write. */
  BYTE_BY_BYTE;

  /** The name on the menu of faults, e.g. {@code CallsWithoutId}. */
  String faultName() {
    StringBuilder name = new StringBuilder();
    for (String word : name().split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
    }
    return name.toString();
  }
}
