package io.ollio.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.ToolSpec;
import io.ollio.replay.ReplayException.RecordingFailed;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A recording that grows. Each line is written whole and handed to the operating system before the
 * run goes on, so a process that dies loses at most the line it was writing. Adding to a file that
 * is there continues it, as a run that is resumed does; a half line at its end is removed.
 *
 * <p>Thread-safety: any number of threads. Blocking: for the disk. Lifetime: no file stays open
 * between lines. Limits: the disk.
 */
public final class RecordingFile {
  /** The format's name, in the first line. */
  public static final String FORMAT = "ollio-recording";

  /** The format's version, in the first line. */
  public static final int VERSION = 1;

  private static final JsonFactory FACTORY = new JsonFactory();

  private final Path path;
  private List<LlmMessage> lastMessages = List.of();
  private List<ToolSpec> lastTools = List.of();
  private boolean isOpened;

  /** A recording at this place; the file comes with the first line. */
  public RecordingFile(Path path) {
    this.path = path;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** What follows a request in its line. */
  interface Part {
    void write(JsonGenerator json) throws IOException;
  }

  /** Adds a model call. Of its messages only those are written that the last call had not. */
  synchronized void addCall(LlmRequest request, Part outcome) {
    int kept = commonLength(lastMessages, request.messages());
    boolean hasSameTools = isOpened && lastTools.equals(request.tools());
    add(
        json -> {
          json.writeObjectFieldStart("model");
          RequestJson.writeHead(request, json);
          if (!hasSameTools) {
            json.writeFieldName("tools");
            RequestJson.writeTools(request.tools(), json);
          }
          json.writeNumberField("kept", kept);
          json.writeArrayFieldStart("messages");
          for (LlmMessage message : request.messages().subList(kept, request.messages().size())) {
            RequestJson.writeMessage(message, json);
          }
          json.writeEndArray();
          outcome.write(json);
          json.writeEndObject();
        });
    lastMessages = request.messages();
    lastTools = request.tools();
  }

  /** Adds a line that holds one object. */
  synchronized void add(Part content) {
    try (FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (!isOpened) {
        begin(file);
        isOpened = true;
      }
      append(file, line(content));
    } catch (IOException e) {
      throw new RecordingFailed("A line could not be added to the recording " + path, e);
    }
  }

  private static void begin(FileChannel file) throws IOException {
    long end = file.size();
    ByteBuffer last = ByteBuffer.allocate(1);
    while (end > 0) {
      file.read(last.clear(), end - 1);
      if (last.get(0) == '\n') {
        break;
      }
      end--;
    }
    file.truncate(end);
    if (end == 0) {
      append(
          file,
          line(
              json -> {
                json.writeStringField("format", FORMAT);
                json.writeNumberField("version", VERSION);
              }));
    }
  }

  private static void append(FileChannel file, String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    file.position(file.size());
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  private static String line(Part content) throws IOException {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      content.write(json);
      json.writeEndObject();
    }
    return out.append('\n').toString();
  }

  private static int commonLength(List<LlmMessage> before, List<LlmMessage> now) {
    int length = 0;
    while (length < Math.min(before.size(), now.size())
        && before.get(length).equals(now.get(length))) {
      length++;
    }
    return length;
  }
}
