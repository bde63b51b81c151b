package io.ollio.llm.langchain4j;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.ollio.llm.LlmException;
import io.ollio.llm.TokenUsage;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link LangChain4jLlmClient} behaves. {@code langchain4j-core} knows neither further fields
 * of a request nor cached and reasoning tokens; where a vendor's module does, the host says so here
 * in the vendor's own types.
 *
 * @param limits bounds of every call
 * @param toolSchemas how the JSON schemas of tools are put into LangChain4j's types
 * @param parameters makes each request's parameters
 * @param usage reads each reply's token counts
 */
public record LangChain4jSettings(
    LangChain4jLimits limits,
    ToolSchemas toolSchemas,
    ParametersWriter parameters,
    UsageReader usage) {

  /**
   * {@link LangChain4jLimits#DEFAULT}, schemas as the provider takes them, requests with extras are
   * refused, input and output tokens only.
   */
  public static final LangChain4jSettings DEFAULT =
      new LangChain4jSettings(
          LangChain4jLimits.DEFAULT,
          ToolSchemas.AUTO,
          LangChain4jSettings::withoutExtras,
          LangChain4jSettings::inputAndOutput);

  /** How the JSON schemas of tools are put into LangChain4j's types. */
  public enum ToolSchemas {
    /** PLAIN for the Gemini modules, which take no raw elements; EXACT for all others. */
    AUTO,
    /**
     * Nothing is lost: what LangChain4j has no type for, say {@code minLength} or {@code oneOf},
     * becomes a {@code JsonRawSchema} that holds it.
     */
    EXACT,
    /**
     * Only elements that every module takes: bounds, patterns, formats and defaults are left out,
     * so that the model does not see them (Ollio checks the arguments by the whole schema in any
     * case), and what changes the kind of value, say {@code oneOf}, is refused.
     */
    PLAIN
  }

  /** Makes the parameters of a request; called on the caller's thread. */
  @FunctionalInterface
  public interface ParametersWriter {
    /**
     * The parameters to send.
     *
     * @param common model name, temperature, output limit, tools and tool choice; to be kept
     * @param extras the request's further fields; usually empty
     */
    ChatRequestParameters write(ChatRequestParameters common, Map<String, Object> extras);
  }

  /** Reads the token counts of a reply; called on the caller's thread. */
  @FunctionalInterface
  public interface UsageReader {
    /** The counts in Ollio's type; null when there are none. */
    @Nullable TokenUsage read(dev.langchain4j.model.output.TokenUsage counted);
  }

  /** These settings with other limits. */
  public LangChain4jSettings withLimits(LangChain4jLimits others) {
    return new LangChain4jSettings(others, toolSchemas, parameters, usage);
  }

  /** These settings with schemas put another way. */
  public LangChain4jSettings withToolSchemas(ToolSchemas others) {
    return new LangChain4jSettings(limits, others, parameters, usage);
  }

  /** These settings with another maker of parameters. */
  public LangChain4jSettings withParameters(ParametersWriter writer) {
    return new LangChain4jSettings(limits, toolSchemas, writer, usage);
  }

  /** These settings with another reader of token counts. */
  public LangChain4jSettings withUsage(UsageReader reader) {
    return new LangChain4jSettings(limits, toolSchemas, parameters, reader);
  }

  private static ChatRequestParameters withoutExtras(
      ChatRequestParameters common, Map<String, Object> extras) {
    if (!extras.isEmpty()) {
      throw new LlmException.InvalidRequest(
          "The request's extras "
              + new TreeSet<>(extras.keySet())
              + " have no place in langchain4j-core: set LangChain4jSettings.withParameters",
          null);
    }
    return common;
  }

  private static @Nullable TokenUsage inputAndOutput(
      dev.langchain4j.model.output.TokenUsage counted) {
    Integer input = counted.inputTokenCount();
    Integer output = counted.outputTokenCount();
    return input == null && output == null
        ? null
        : new TokenUsage(input == null ? 0 : input, 0, output == null ? 0 : output, 0);
  }
}
