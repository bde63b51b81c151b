package io.ollio.hosttool;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ollio.InvalidInput;
import io.ollio.OperationCancelled;
import io.ollio.json.JsonValue;
import io.ollio.llm.ToolSpec;
import io.ollio.tool.Tool;
import io.ollio.tool.ToolArguments;
import io.ollio.tool.ToolContext;
import io.ollio.tool.ToolResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Java function of the host as a tool. Its arguments are a record, whose components are the JSON
 * schema: texts, {@code int}, {@code long}, {@code double}, {@code boolean} and their boxes, enums,
 * other records, lists of these, and an {@code Optional} of any of these for what may be left out.
 * The same record always gives the same schema, in the order of its components.
 *
 * <p>A call is checked against the schema, then the record is made; what its own constructor
 * refuses is told to the model. By default a tool may change things, so that calls run one after
 * the other; say {@link #readOnly} when it does not.
 *
 * @param <A> the record of its arguments
 */
public final class HostTool<A extends Record> implements Tool {
  /** Most characters of a result's JSON text. */
  public static final int MAX_RESULT_LENGTH = 1_000_000;

  private static final Logger log = LoggerFactory.getLogger(HostTool.class);

  private final ToolSpec spec;
  private final Shape.Nested arguments;
  private final Class<A> type;
  private final HostFunction.InContext<A> function;
  private final boolean readOnly;
  private final Duration timeLimit;

  private HostTool(
      ToolSpec spec,
      Shape.Nested arguments,
      Class<A> type,
      HostFunction.InContext<A> function,
      boolean readOnly,
      Duration timeLimit) {
    this.spec = spec;
    this.arguments = arguments;
    this.type = type;
    this.function = function;
    this.readOnly = readOnly;
    this.timeLimit = timeLimit;
  }

  /**
   * A tool of this function.
   *
   * @param name 1 to 64 letters, digits, underscores or hyphens
   * @param description when and how to use it, for the model
   * @param arguments the record of its arguments; one without components for none
   * @throws InvalidInput when the name is not allowed, or a component has a type that no schema is
   *     made of; names the record and the component
   */
  public static <A extends Record> HostTool<A> of(
      String name, String description, Class<A> arguments, HostFunction<A> function) {
    return inContext(name, description, arguments, (values, context) -> function.call(values));
  }

  /** A tool of this function, which also gets the generation's files; see {@link #of}. */
  public static <A extends Record> HostTool<A> inContext(
      String name, String description, Class<A> arguments, HostFunction.InContext<A> function) {
    InvalidInput.check(!description.isBlank(), "description", "of tool " + name + " is blank");
    Shape.Nested shape = ShapeReader.read(arguments);
    ToolSpec spec = new ToolSpec(name, description, SchemaJson.write(shape));
    return new HostTool<>(spec, shape, arguments, function, false, DEFAULT_TIME_LIMIT);
  }

  /** This tool as one that changes nothing, so that neighbouring calls may run at the same time. */
  public HostTool<A> readOnly() {
    return new HostTool<>(spec, arguments, type, function, true, timeLimit);
  }

  /** This tool with another longest run of one call. */
  public HostTool<A> withTimeLimit(Duration limit) {
    InvalidInput.check(
        limit.compareTo(Duration.ZERO) > 0, "timeLimit", "is " + limit + ", must be positive");
    return new HostTool<>(spec, arguments, type, function, readOnly, limit);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public boolean isReadOnly() {
    return readOnly;
  }

  @Override
  public Duration timeLimit() {
    return timeLimit;
  }

  @Override
  public ToolResult run(ToolArguments call, ToolContext context) {
    A values;
    try {
      values = type.cast(arguments.bind(parse(call), ""));
    } catch (Unbindable e) {
      return ToolResult.refused("Not run: " + e.problem() + ". Correct the call.");
    }
    return run(values, context);
  }

  private ToolResult run(A values, ToolContext context) {
    try {
      return toResult(function.call(values, context));
    } catch (RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled("Interrupted in tool " + spec.name(), e);
    } catch (Exception e) {
      return ToolResult.error(
          spec.name() + " failed with " + e.getClass().getSimpleName() + Shape.messageOf(e));
    }
  }

  private ToolResult toResult(@Nullable Object value) {
    if (value instanceof ToolResult result) {
      return result;
    } else if (value instanceof String text) {
      return ToolResult.ok(text);
    }
    try {
      return ToolResult.ok(new ResultJson().write(value));
    } catch (ResultJson.Unwritable e) {
      log.warn("Tool {} gave a result that cannot be written as JSON", spec.name(), e);
      return ToolResult.error(spec.name() + " was run, but its " + e.getMessage());
    }
  }

  private static JsonValue parse(ToolArguments call) {
    try {
      return JsonValue.parse(call.json().isBlank() ? "{}" : call.json());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Checked arguments are JSON", e);
    }
  }
}
