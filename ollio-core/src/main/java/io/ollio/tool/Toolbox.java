package io.ollio.tool;

import io.ollio.InvalidInput;
import io.ollio.llm.ToolSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tools on offer in one generation, by name, in an order that never changes. */
public final class Toolbox {
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** A tool with its schema made ready. */
  record Entry(Tool tool, ArgumentSchema schema) {}

  /** A box of these tools. */
  public Toolbox(Collection<? extends Tool> tools) {
    for (Tool tool : tools) {
      ToolSpec spec = tool.spec();
      Entry entry = new Entry(tool, new ArgumentSchema(spec.parametersSchema()));
      InvalidInput.check(
          entries.put(spec.name(), entry) == null,
          "tools",
          "have the name " + spec.name() + " twice");
    }
  }

  /**
   * The standard tools, with the terminal only where commands may run, and the host's own.
   *
   * @param commandTimeLimit longest run of one terminal command
   */
  public static Toolbox standard(
      boolean withTerminal, Duration commandTimeLimit, List<Tool> hostTools) {
    List<Tool> tools = new ArrayList<>();
    tools.add(new ListFilesTool());
    tools.add(new ReadFileTool());
    tools.add(new WriteFileTool());
    tools.add(new EditFileTool());
    if (withTerminal) {
      tools.add(new TerminalTool(commandTimeLimit));
    }
    tools.addAll(hostTools);
    return new Toolbox(tools);
  }

  /** The tools, in the order in which the model sees them. */
  public List<Tool> tools() {
    return entries.values().stream().map(Entry::tool).toList();
  }

  /** The tools as the model sees them. */
  public List<ToolSpec> specs() {
    return entries.values().stream().map(entry -> entry.tool().spec()).toList();
  }

  /** The names of the tools. */
  public Collection<String> names() {
    return List.copyOf(entries.keySet());
  }

  Optional<Entry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }
}
