package io.ollio.llm.openai;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ollio.Cancellation;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmException;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.LlmRequest.ToolChoice;
import io.ollio.testkit.openai.FakeOpenAiServer;
import io.ollio.testkit.openai.ReplyFault.OtherBody;
import java.util.List;
import java.util.Map;

/** What most tests of this package do. */
final class Calls {
  static final LlmRequest HELLO = LlmRequest.of(new LlmMessage.User("Hello there"));

  private Calls() {}

  static OpenAiSettings.Builder settings(FakeOpenAiServer server) {
    return OpenAiSettings.builder().baseUrl(server.baseUrl()).defaultModel("some-model");
  }

  static OpenAiLlmClient client(FakeOpenAiServer server) {
    return new OpenAiLlmClient(settings(server).build());
  }

  static LlmReply reply(LlmClient client, LlmRequest request) {
    return client.complete(request, LlmListener.SILENT, Cancellation.none());
  }

  static LlmException failure(LlmClient client, LlmRequest request) {
    return catchThrowableOfType(LlmException.class, () -> reply(client, request));
  }

  /** A request with a temperature and an output limit. */
  static LlmRequest withOptions(String model) {
    return new LlmRequest(
        model,
        List.of(new LlmMessage.User("Hello there")),
        List.of(),
        ToolChoice.AUTO,
        0.7,
        4_000,
        Map.of());
  }

  /** A body that consists of these events. */
  static OtherBody events(String... data) {
    return new OtherBody(
        "events", "text/event-stream", "data: " + String.join("\n\ndata: ", data) + "\n\n");
  }

  /** An event with one delta. */
  static String delta(String fields) {
    return "{\"choices\":[{\"index\":0,\"delta\":{" + fields + "}}]}";
  }

  /** An event with one piece of a tool call. */
  static String call(String fields) {
    return delta("\"tool_calls\":[{" + fields + "}]");
  }

  /** The event that ends a reply. */
  static String finish(String reason) {
    return "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}";
  }
}
