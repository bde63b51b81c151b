package io.ollio.llm.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.ImageContent.DetailLevel;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ToolChoice;
import io.ollio.llm.LlmImage;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolSpec;
import io.ollio.llm.langchain4j.LangChain4jSettings.ParametersWriter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Requests in LangChain4j's types. Equal requests become equal ones. */
final class RequestTranslator {
  /** Several modules drop the error flag of a tool result, so the words say it too. */
  private static final String ERROR_PREFIX = "Error: ";

  private final SchemaTranslator schemas;
  private final ParametersWriter parameters;

  RequestTranslator(SchemaTranslator schemas, ParametersWriter parameters) {
    this.schemas = schemas;
    this.parameters = parameters;
  }

  ChatRequest translate(LlmRequest request) {
    List<ChatMessage> messages = new ArrayList<>();
    for (LlmMessage message : request.messages()) {
      // LangChain4j has no empty system message; it would say nothing.
      if (!(message instanceof LlmMessage.System system && system.text().isBlank())) {
        messages.add(translate(message));
      }
    }
    return ChatRequest.builder()
        .messages(messages)
        .parameters(parameters.write(common(request), request.extras()))
        .build();
  }

  private ChatRequestParameters common(LlmRequest request) {
    var common = ChatRequestParameters.builder();
    common.modelName(request.model());
    common.temperature(request.temperature());
    common.maxOutputTokens(request.maxOutputTokens());
    if (!request.tools().isEmpty()) {
      common.toolSpecifications(request.tools().stream().map(this::translate).toList());
      switch (request.toolChoice()) {
        case NONE -> common.toolChoice(ToolChoice.NONE);
        case REQUIRED -> common.toolChoice(ToolChoice.REQUIRED);
        case AUTO -> {} // what every provider takes when nothing is said
      }
    }
    return common.build();
  }

  private ToolSpecification translate(ToolSpec tool) {
    return ToolSpecification.builder()
        .name(tool.name())
        .description(tool.description())
        .parameters(schemas.translate(tool))
        .build();
  }

  private static ChatMessage translate(LlmMessage message) {
    if (message instanceof LlmMessage.System system) {
      return SystemMessage.from(system.text());
    }
    if (message instanceof LlmMessage.Assistant assistant) {
      return translate(assistant);
    }
    if (message instanceof LlmMessage.ToolResult result) {
      return ToolExecutionResultMessage.builder()
          .id(result.callId())
          .toolName(result.toolName())
          .text(result.isError() ? ERROR_PREFIX + result.content() : result.content())
          .isError(result.isError())
          .build();
    }
    return translate((LlmMessage.User) message);
  }

  private static UserMessage translate(LlmMessage.User user) {
    List<Content> contents = new ArrayList<>();
    if (!user.text().isEmpty() || user.images().isEmpty()) {
      contents.add(TextContent.from(user.text()));
    }
    for (LlmImage image : user.images()) {
      String base64 = Base64.getEncoder().encodeToString(image.content().bytes());
      contents.add(ImageContent.from(base64, image.mediaType(), DetailLevel.AUTO));
    }
    return UserMessage.from(contents);
  }

  private static AiMessage translate(LlmMessage.Assistant assistant) {
    List<ToolExecutionRequest> calls =
        assistant.toolCalls().stream().map(RequestTranslator::translate).toList();
    boolean isSilent = assistant.text().isEmpty() && !calls.isEmpty();
    AiMessage.Builder message = AiMessage.builder().toolExecutionRequests(calls);
    return isSilent ? message.build() : message.text(assistant.text()).build();
  }

  private static ToolExecutionRequest translate(ToolCall call) {
    return ToolExecutionRequest.builder()
        .id(call.id())
        .name(call.name())
        .arguments(call.arguments())
        .build();
  }
}
