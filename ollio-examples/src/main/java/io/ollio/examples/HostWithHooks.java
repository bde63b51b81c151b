package io.ollio.examples;

import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.design.DesignTokens;
import io.ollio.design.DesignTokens.RawColors;
import io.ollio.file.FileContent;
import io.ollio.generation.GenerationRequest;
import io.ollio.hook.Hooks;
import io.ollio.hook.ModelInterceptor;
import io.ollio.hook.ProjectRules;
import io.ollio.hook.RunContext;
import io.ollio.hook.ToolApproval;
import io.ollio.hosttool.Describe;
import io.ollio.hosttool.HostTool;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmImage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.project.GenerationId;
import io.ollio.project.ProjectId;
import io.ollio.replay.Recorder;
import io.ollio.replay.Replay;
import io.ollio.replay.ReplayException.Deviation;
import io.ollio.sandbox.SandboxProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a host does that gives the agent its own tools, rules and looks, and watches its calls. */
public final class HostWithHooks {
  private HostWithHooks() {}

  // region tool
  enum Order {
    CHEAPEST,
    NEWEST
  }

  record FindProducts(
      @Describe(value = "Words of the product's name", min = 1, max = 80) String words,
      @Describe(min = 1, max = 50) int most,
      Optional<Order> order) {}

  record Product(String name, double price) {}

  static HostTool<FindProducts> findProducts(Shop shop) {
    return HostTool.of(
            "findProducts",
            "Finds products of the shop by name",
            FindProducts.class,
            arguments -> shop.find(arguments.words(), arguments.most()))
        .readOnly()
        .withTimeLimit(Duration.ofSeconds(5));
  }

  // endregion

  /** The host's own service behind the tool. */
  interface Shop {
    /** Products whose names have the words. */
    List<Product> find(String words, int most);
  }

  /** The host's custom properties. */
  static DesignTokens tokens() {
    // region tokens
    return DesignTokens.builder()
        .group("Colours", "Brand colours", Map.of("--color-primary", "#0b5fff"))
        .group("Spacing", "Multiples of 4 px", Map.of("--space-m", "1rem"))
        .require("--color-", "color", "background-color")
        .rawColors(RawColors.REJECT) // a colour that is written out is an error
        .build();
    // endregion
  }

  /** Counts what every owner's runs use. */
  // region interceptor
  static final class UsageMeter implements ModelInterceptor {
    @Override
    public LlmReply after(LlmRequest request, LlmReply reply, RunContext run) {
      if (reply.usage() != null) {
        System.out.println(run.owner() + " used " + reply.usage().totalTokens() + " tokens");
      }
      return reply;
    }
  }

  // endregion

  /** The wiring. */
  static Ollio wired(
      LlmClient model, Shop shop, ToolApproval administrator, SandboxProvider sandboxes) {
    // region wiring
    ProjectRules rules = (owner, project) -> "All texts are in British English.";
    Hooks hooks =
        Hooks.builder()
            .projectRules(rules)
            .designTokens(tokens())
            .model(new UsageMeter())
            .approval(administrator, Duration.ofMinutes(2), "terminal")
            .build();
    return Ollio.builder(model)
        .hostTools(List.of(findProducts(shop)))
        .hooks(hooks)
        .sandbox(sandboxes)
        .build();
    // endregion
  }

  /** A question that a person answers in the host's own pages. */
  static ToolApproval asking(Map<GenerationId, CompletableFuture<ToolApproval.Decision>> open) {
    // region approval
    return call -> {
      CompletableFuture<ToolApproval.Decision> answer = new CompletableFuture<>();
      open.put(call.run().generation(), answer); // completed when the person has clicked
      return answer;
    };
    // endregion
  }

  /** A prompt with a screenshot. */
  static GenerationId withPicture(Ollio ollio, OwnerId owner, ProjectId project, byte[] png) {
    // region images
    LlmImage sketch = new LlmImage("image/png", FileContent.of(png));
    return ollio.submit(
        GenerationRequest.of(owner, project, "Build what the sketch shows")
            .withImages(List.of(sketch)));
    // endregion
  }

  /** Records one run, and returns where. */
  static Path recorded(LlmClient model, Path directory, String prompt) {
    // region record
    Recorder recorder = Recorder.into(directory);
    Hooks recording = Hooks.builder().around(recorder).build();
    try (Ollio ollio = Ollio.builder(model).hooks(recording).build()) {
      return recorder.file(ollio.generate(prompt).generation());
    }
    // endregion
  }

  /** Replays it with no model; what it made is compared by the caller. */
  static Optional<Deviation> replayed(Path file, String prompt) {
    // region replay
    Replay replay = Replay.of(file); // or .runningFileTools()
    Hooks replaying = Hooks.builder().around(replay).build();
    try (Ollio ollio = Ollio.builder(replay.model()).hooks(replaying).build()) {
      ollio.generate(prompt);
    }
    return replay.deviation();
    // endregion
  }
}
