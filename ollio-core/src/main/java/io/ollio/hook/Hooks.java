package io.ollio.hook;

import io.ollio.InvalidInput;
import io.ollio.OllioException;
import io.ollio.check.SiteCheck;
import io.ollio.design.DesignTokenCheck;
import io.ollio.design.DesignTokens;
import io.ollio.file.FileTree;
import io.ollio.llm.LlmClient;
import io.ollio.tool.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What a host puts around every run. Of several hooks the one that was added first is the
 * outermost: it hears of a call first and of its outcome last.
 */
public final class Hooks {
  /** Nothing around anything. */
  public static final Hooks NONE = builder().build();

  private final List<RunDecorator> decorators;
  private final ProjectRules rules;
  private final Optional<DesignTokens> designTokens;

  private Hooks(Builder builder) {
    List<RunDecorator> all = new ArrayList<>(builder.decorators);
    builder.designTokens.ifPresent(
        tokens ->
            all.add(intercepting(new ProtectedFiles(Map.of(tokens.file(), tokens.content())))));
    this.decorators = List.copyOf(all);
    this.rules = builder.rules;
    this.designTokens = builder.designTokens;
  }

  /** Hooks that are to be chosen. */
  public static Builder builder() {
    return new Builder();
  }

  /** All hooks around one attempt of a generation. */
  public RunDecorator.Wrapping begin(RunContext run) {
    List<RunDecorator.Wrapping> innermostFirst = new ArrayList<>();
    decorators.forEach(decorator -> innermostFirst.add(0, decorator.begin(run)));
    return new RunDecorator.Wrapping() {
      @Override
      public LlmClient model(LlmClient client) {
        LlmClient decorated = client;
        for (RunDecorator.Wrapping each : innermostFirst) {
          decorated = each.model(decorated);
        }
        return decorated;
      }

      @Override
      public List<Tool> tools(List<Tool> tools) {
        List<Tool> decorated = tools;
        for (RunDecorator.Wrapping each : innermostFirst) {
          decorated = each.tools(decorated);
        }
        return decorated;
      }
    };
  }

  /**
   * What the model is told about the host's wishes when a generation begins; may be empty.
   *
   * @throws InvalidInput when the project's rules are too long or cannot be stored
   * @throws HookFailed when they could not be had
   */
  public String instructions(RunContext run) {
    String projectRules = rulesOf(run);
    String text =
        projectRules.isBlank() ? "" : "Rules of this project\n" + projectRules.strip() + "\n";
    return designTokens
        .map(tokens -> text + (text.isEmpty() ? "" : "\n") + tokens.describe())
        .orElse(text);
  }

  /** The files that a generation begins with, when it would begin with these. */
  public FileTree startingFiles(FileTree files) {
    return designTokens.map(tokens -> files.with(tokens.file(), tokens.content())).orElse(files);
  }

  /** The checks of a result, with those that the hooks bring along. */
  public List<SiteCheck> checks(List<SiteCheck> checks) {
    if (designTokens.isEmpty() || checks.stream().anyMatch(DesignTokenCheck.class::isInstance)) {
      return List.copyOf(checks);
    }
    List<SiteCheck> all = new ArrayList<>(checks);
    all.add(new DesignTokenCheck(designTokens.get()));
    return List.copyOf(all);
  }

  private String rulesOf(RunContext run) {
    String text;
    try {
      text = rules.of(run.owner(), run.project());
    } catch (OllioException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new HookFailed("project rules", run.generation(), e);
    }
    return text.isBlank() ? "" : InvalidInput.text(text, "project rules", ProjectRules.MAX_LENGTH);
  }

  private static RunDecorator eachTool(BiFunction<Tool, RunContext, Tool> decorator) {
    return run ->
        new RunDecorator.Wrapping() {
          @Override
          public List<Tool> tools(List<Tool> tools) {
            return tools.stream().map(tool -> decorator.apply(tool, run)).toList();
          }
        };
  }

  private static RunDecorator intercepting(ToolInterceptor interceptor) {
    return eachTool((tool, run) -> new InterceptedTool(tool, interceptor, run));
  }

  /** Chooses hooks. Not thread-safe. */
  public static final class Builder {
    private final List<RunDecorator> decorators = new ArrayList<>();
    private ProjectRules rules = ProjectRules.NONE;
    private Optional<DesignTokens> designTokens = Optional.empty();

    private Builder() {}

    /** Sees every model call. */
    public Builder model(ModelInterceptor interceptor) {
      return around(
          run ->
              new RunDecorator.Wrapping() {
                @Override
                public LlmClient model(LlmClient client) {
                  return new InterceptedLlmClient(client, interceptor, run);
                }
              });
    }

    /** Sees every tool call that fits its schema. */
    public Builder tools(ToolInterceptor interceptor) {
      return around(intercepting(interceptor));
    }

    /**
     * Asks before calls of these tools run.
     *
     * @param patience how long a call waits for an answer before it counts as denied
     * @param names the tools, e.g. {@code terminal}; names that no run has do no harm
     */
    public Builder approval(ToolApproval approval, Duration patience, String... names) {
      InvalidInput.check(
          patience.compareTo(Duration.ZERO) > 0,
          "patience",
          "is " + patience + ", must be positive");
      Set<String> asked = Set.of(names);
      return around(
          eachTool(
              (tool, run) ->
                  asked.contains(tool.spec().name())
                      ? new ApprovedTool(tool, approval, patience, run)
                      : tool));
    }

    /** Wraps the model and the tools of every run. */
    public Builder around(RunDecorator decorator) {
      decorators.add(decorator);
      return this;
    }

    /** The rules of each project, besides those of the host for all. */
    public Builder projectRules(ProjectRules value) {
      rules = value;
      return this;
    }

    /** The custom properties that results must use; told to the model, put in place, checked. */
    public Builder designTokens(DesignTokens value) {
      designTokens = Optional.of(value);
      return this;
    }

    /** The hooks. */
    public Hooks build() {
      return new Hooks(this);
    }
  }
}
