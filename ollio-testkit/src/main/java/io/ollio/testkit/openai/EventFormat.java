package io.ollio.testkit.openai;

/** Writes an event of a stream in its dialect's form. */
final class EventFormat {
  private EventFormat() {}

  static String event(String data, ReplyDialect dialect) {
    return switch (dialect) {
      case CRLF -> "data: " + data + "\r\n\r\n";
      case CR -> "data: " + data + "\r\r";
      case MULTI_LINE_DATA ->
          "data: " + data.replace(",\"choices\"", ",\ndata: \"choices\"") + "\n\n";
      case OTHER_FIELDS -> "event: message\nid: 7\nretry: 10\ndata:" + data + "\n\n";
      case COMMENTS -> ": still working\n\ndata: " + data + "\n: between\n\n";
      default -> "data: " + data + "\n\n";
    };
  }
}
