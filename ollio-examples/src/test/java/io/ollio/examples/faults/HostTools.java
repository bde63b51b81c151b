package io.ollio.examples.faults;

import io.ollio.OperationCancelled;
import io.ollio.llm.ToolSpec;
import io.ollio.tool.Tool;
import io.ollio.tool.ToolArguments;
import io.ollio.tool.ToolContext;
import io.ollio.tool.ToolResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Tools of a host that are no good. */
final class HostTools {
  private HostTools() {}

  static List<Tool> all() {
    return List.of(
        new Named("throwing", (arguments, context) -> fail()),
        new Named("hanging", (arguments, context) -> hang(context)),
        new Named("chatty", (arguments, context) -> ToolResult.ok("x".repeat(10 << 20))));
  }

  private static ToolResult fail() {
    throw new IllegalStateException("The weather station is down");
  }

  private static ToolResult hang(ToolContext context) {
    CountDownLatch stopped = new CountDownLatch(1);
    context.cancellation().onCancel(stopped::countDown);
    try {
      stopped.await();
      return ToolResult.ok("too late");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled("Interrupted", e);
    }
  }

  /** What a tool does. */
  private interface Body {
    ToolResult run(ToolArguments arguments, ToolContext context);
  }

  private record Named(String name, Body body) implements Tool {
    @Override
    public ToolSpec spec() {
      return new ToolSpec(name, "A tool of the host", "{\"type\":\"object\",\"properties\":{}}");
    }

    @Override
    public Duration timeLimit() {
      return name.equals("hanging") ? Duration.ofMillis(50) : DEFAULT_TIME_LIMIT;
    }

    @Override
    public ToolResult run(ToolArguments arguments, ToolContext context) {
      return body.run(arguments, context);
    }
  }
}
