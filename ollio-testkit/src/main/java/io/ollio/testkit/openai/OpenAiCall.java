package io.ollio.testkit.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A chat completion that a {@link FakeOpenAiServer} was asked for. */
public final class OpenAiCall {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int number;
  private final int attempt;
  private final Map<String, String> headers;
  private final String body;
  private final JsonNode json;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long closedAtNanos;

  OpenAiCall(int number, int attempt, Map<String, String> headers, String body) {
    this.number = number;
    this.attempt = attempt;
    this.headers = headers;
    this.body = body;
    this.json = parse(body);
  }

  /** Which call of the server's life, from 1. */
  public int number() {
    return number;
  }

  /** Which turn of its conversation: 1 more than the assistant messages it holds. */
  public int turn() {
    return turnOf(json);
  }

  /** What tells conversations apart: the first user message. */
  public String conversation() {
    return conversationOf(json);
  }

  /** Which call for this turn of this conversation, from 1. */
  public int attempt() {
    return attempt;
  }

  /** The body as it came. */
  public String body() {
    return body;
  }

  /** The body as a tree. */
  public JsonNode json() {
    return json;
  }

  /** A header by its name in any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Whether the reply is to come as a stream of events. */
  boolean wantsStream() {
    return json.path("stream").asBoolean();
  }

  /** Whether the stream is to end with the usage. */
  boolean wantsUsage() {
    return !wantsStream() || json.path("stream_options").path("include_usage").asBoolean();
  }

  /**
   * Returns as soon as the connection that carried this call is closed by either side; the time on
   * {@link System#nanoTime} when the server saw that.
   *
   * @throws AssertionError when that does not happen in time
   */
  public long awaitClosed(Duration patience) {
    try {
      if (!closed.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new AssertionError(
            "The connection of model call " + number + " is still open after " + patience);
      }
      return closedAtNanos;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for a closed connection", e);
    }
  }

  /** Whether the connection that carried this call is closed. */
  public boolean isClosed() {
    return closed.getCount() == 0;
  }

  @Override
  public String toString() {
    return "model call " + number + ", turn " + turn() + ", attempt " + attempt;
  }

  void markClosed() {
    if (!isClosed()) {
      closedAtNanos = System.nanoTime();
      closed.countDown();
    }
  }

  /** How often each turn of each conversation was asked for, as JSON. */
  static String counts(List<OpenAiCall> calls) {
    ObjectNode counts = JSON.createObjectNode();
    for (OpenAiCall call : calls) {
      JsonNode known = counts.get(call.conversation());
      ObjectNode turns =
          known instanceof ObjectNode node ? node : counts.putObject(call.conversation());
      String turn = String.valueOf(call.turn());
      turns.put(turn, turns.path(turn).asInt() + 1);
    }
    return counts.toString();
  }

  static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  static int turnOf(JsonNode json) {
    int turn = 1;
    for (JsonNode message : json.path("messages")) {
      turn += message.path("role").asText().equals("assistant") ? 1 : 0;
    }
    return turn;
  }

  static String conversationOf(JsonNode json) {
    for (JsonNode message : json.path("messages")) {
      if (message.path("role").asText().equals("user")) {
        JsonNode content = message.path("content");
        return content.isArray() ? content.path(0).path("text").asText() : content.asText();
      }
    }
    return "";
  }
}
