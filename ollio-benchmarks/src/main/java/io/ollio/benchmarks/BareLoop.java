package io.ollio.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.TreeMap;
import javax.net.SocketFactory;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * The baseline: the least that a program must do to hold the same conversation with the same
 * server. No files, events, checks, limits, stores or errors; every tool call is answered with
 * {@code ok}.
 */
final class BareLoop implements Runnable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final MediaType TYPE = MediaType.get("application/json");

  private final OkHttpClient http =
      new OkHttpClient.Builder().socketFactory(new NoDelaySockets()).build();
  private final String url;
  private final ArrayNode tools;

  BareLoop(String baseUrl, ArrayNode tools) {
    this.url = baseUrl + "/chat/completions";
    this.tools = tools;
  }

  @Override
  public void run() {
    ArrayNode messages = JSON.createArrayNode();
    messages.addObject().put("role", "system").put("content", "You build user interfaces.");
    messages.addObject().put("role", "user").put("content", "Create a dark login form");
    try {
      ArrayNode calls = turn(messages);
      while (!calls.isEmpty()) {
        for (JsonNode call : calls) {
          messages
              .addObject()
              .put("role", "tool")
              .put("tool_call_id", call.path("id").asText())
              .put("content", "ok");
        }
        calls = turn(messages);
      }
    } catch (IOException e) {
      throw new IllegalStateException("The stand-in server failed", e);
    }
  }

  /** One model call; appends the answer to the messages and returns its tool calls. */
  private ArrayNode turn(ArrayNode messages) throws IOException {
    ObjectNode body = JSON.createObjectNode().put("model", "m").put("stream", true);
    body.set("messages", messages);
    body.set("tools", tools);
    Request request =
        new Request.Builder()
            .url(url)
            .post(RequestBody.create(JSON.writeValueAsBytes(body), TYPE))
            .build();
    StringBuilder text = new StringBuilder();
    Map<Integer, ObjectNode> calls = new TreeMap<>();
    Map<Integer, StringBuilder> arguments = new TreeMap<>();
    try (Response response = http.newCall(request).execute()) {
      BufferedSource source = response.body().source();
      String line = source.readUtf8Line();
      while (line != null) {
        if (line.startsWith("data: {")) {
          read(JSON.readTree(line.substring(6)), text, calls, arguments);
        }
        line = source.readUtf8Line();
      }
    }
    calls.forEach(
        (index, call) -> {
          StringBuilder json = arguments.getOrDefault(index, new StringBuilder());
          ((ObjectNode) call.path("function")).put("arguments", json.toString());
        });
    ObjectNode answer =
        messages.addObject().put("role", "assistant").put("content", text.toString());
    ArrayNode list = JSON.createArrayNode().addAll(calls.values());
    if (!list.isEmpty()) {
      answer.set("tool_calls", list);
    }
    return list;
  }

  private static void read(
      JsonNode event,
      StringBuilder text,
      Map<Integer, ObjectNode> calls,
      Map<Integer, StringBuilder> arguments) {
    JsonNode delta = event.path("choices").path(0).path("delta");
    text.append(delta.path("content").asText(""));
    for (JsonNode piece : delta.path("tool_calls")) {
      int index = piece.path("index").asInt();
      if (piece.has("id")) {
        ObjectNode call =
            JSON.createObjectNode().put("id", piece.path("id").asText()).put("type", "function");
        call.putObject("function").put("name", piece.path("function").path("name").asText());
        calls.put(index, call);
      }
      arguments
          .computeIfAbsent(index, ignored -> new StringBuilder())
          .append(piece.path("function").path("arguments").asText(""));
    }
  }

  /** Sockets without Nagle's algorithm, as the library's own client has them. */
  private static final class NoDelaySockets extends SocketFactory {
    @Override
    public Socket createSocket() throws IOException {
      Socket socket = new Socket();
      socket.setTcpNoDelay(true);
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException("OkHttp connects by itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException("OkHttp connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException("OkHttp connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException("OkHttp connects by itself");
    }
  }
}
