package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.credit.Plan;
import io.ollio.hook.HookedCall;
import io.ollio.hook.Hooks;
import io.ollio.hook.ModelInterceptor;
import io.ollio.hook.ProjectRules;
import io.ollio.hook.RunContext;
import io.ollio.hook.ToolInterceptor;
import io.ollio.hosttool.HostTool;
import io.ollio.llm.LlmException.ContentFiltered;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.local.InMemoryStorage;
import io.ollio.project.Generation.Status;
import io.ollio.project.GenerationId;
import io.ollio.sandbox.SandboxException.SandboxUnavailable;
import io.ollio.testkit.job.ManualJobRunner;
import io.ollio.testkit.llm.LlmFault;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.tool.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a host can put around runs, seen from outside. */
class HooksTest {
  private static final String PROMPT = "Create a dark login form";

  private final List<String> heard = new CopyOnWriteArrayList<>();

  private static Host host(ScriptedLlmClient model, Hooks.Builder hooks) {
    return new Host(model, builder -> builder.hooks(hooks.build()));
  }

  private static ScriptedLlmClient twoTurns() {
    return ScriptedLlmClient.of(Replies.site(), Replies.done());
  }

  @Nested
  class ModelCalls {
    /** Writes down what it hears, under a name. */
    private ModelInterceptor noting(String name) {
      return new ModelInterceptor() {
        @Override
        public LlmRequest before(LlmRequest request, RunContext run) {
          heard.add(name + " before " + request.messages().size() + " of " + run.owner());
          return request;
        }

        @Override
        public LlmReply after(LlmRequest request, LlmReply reply, RunContext run) {
          heard.add(name + " after " + reply.toolCalls().size());
          return reply;
        }

        @Override
        public void failed(LlmRequest request, RuntimeException cause, RunContext run) {
          heard.add(name + " failed " + cause.getClass().getSimpleName());
        }
      };
    }

    @Test
    void interceptors_two_areNestedInTheOrderInWhichTheyWereAdded() {
      try (ScriptedLlmClient model = twoTurns();
          Host host = host(model, Hooks.builder().model(noting("a")).model(noting("b")))) {
        assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(heard)
            .containsExactly(
                "a before 2 of ann",
                "b before 2 of ann",
                "b after 2",
                "a after 2",
                "a before 5 of ann",
                "b before 5 of ann",
                "b after 0",
                "a after 0");
      }
    }

    @Test
    void before_changesTheRequest_sendsItAndStoresTheOriginal() {
      ModelInterceptor masking =
          new ModelInterceptor() {
            @Override
            public LlmRequest before(LlmRequest request, RunContext run) {
              List<LlmMessage> messages = new ArrayList<>(request.messages());
              messages.set(1, new LlmMessage.User("masked"));
              return request.withMessages(messages).withModel(run.generation().value());
            }
          };
      try (ScriptedLlmClient model = twoTurns();
          Host host = host(model, Hooks.builder().model(masking))) {
        GenerationId id = host.submit(PROMPT);
        host.events(id);
        assertThat(model.requests())
            .allSatisfy(
                request -> {
                  assertThat(request.messages().get(1)).isEqualTo(new LlmMessage.User("masked"));
                  assertThat(request.model()).isEqualTo(id.value());
                });
        assertThat(host.messages().get(0).content()).isEqualTo(PROMPT);
      }
    }

    @Test
    void after_changesTheReply_isWhatCounts() {
      ModelInterceptor polite =
          new ModelInterceptor() {
            @Override
            public LlmReply after(LlmRequest request, LlmReply reply, RunContext run) {
              return reply.toolCalls().isEmpty() ? LlmReply.ofText("At your service.") : reply;
            }
          };
      try (ScriptedLlmClient model = twoTurns();
          Host host = host(model, Hooks.builder().model(polite))) {
        host.end(PROMPT);
        assertThat(host.messages().get(1).content()).isEqualTo("At your service.");
      }
    }

    @Test
    void before_throwsAnything_failsTheGenerationTypedAndFree() {
      ModelInterceptor broken =
          new ModelInterceptor() {
            @Override
            public LlmRequest before(LlmRequest request, RunContext run) {
              throw new IllegalStateException("secret-4711");
            }
          };
      try (ScriptedLlmClient model = ScriptedLlmClient.of();
          Host host = host(model, Hooks.builder().model(broken))) {
        var state = host.end(PROMPT);
        assertThat(state.status()).isEqualTo(Status.FAILED);
        assertThat(state.reason()).isEqualTo("HookFailed");
        assertThat(state.detail())
            .startsWith("The host's model interceptor failed in generation ")
            .endsWith(" with IllegalStateException; see the host's log")
            .doesNotContain("secret-4711");
        assertThat(host.used() + host.held()).isZero();
      }
    }

    @Test
    void after_throwsTyped_failsTheGenerationWithThatReasonAndKeepsFiles() {
      ModelInterceptor strict =
          new ModelInterceptor() {
            @Override
            public LlmReply after(LlmRequest request, LlmReply reply, RunContext run) {
              if (reply.toolCalls().isEmpty()) {
                throw new ContentFiltered("The host does not like it", null);
              }
              return reply;
            }
          };
      try (ScriptedLlmClient model = twoTurns();
          Host host = host(model, Hooks.builder().model(strict))) {
        GenerationId id = host.submit(PROMPT);
        host.events(id);
        assertThat(host.ollio.generation(host.owner, id).state().reason())
            .isEqualTo("ContentFiltered");
        assertThat(host.ollio.filesOf(host.owner, id)).isEqualTo(Host.SITE);
      }
    }

    @Test
    void failed_hearsTheCauseAndCannotHideIt() {
      ModelInterceptor broken =
          new ModelInterceptor() {
            @Override
            public void failed(LlmRequest request, RuntimeException cause, RunContext run) {
              throw new IllegalStateException("again");
            }
          };
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(LlmScript.failing(LlmFault.of(LlmFault.Kind.AUTHENTICATION)));
          Host host = host(model, Hooks.builder().model(noting("a")).model(broken))) {
        assertThat(host.end(PROMPT).reason()).isEqualTo("AuthenticationFailed");
        assertThat(heard).containsExactly("a before 2 of ann", "a failed AuthenticationFailed");
      }
    }
  }

  @Nested
  class ToolCalls {
    private String lastAnswer(ToolInterceptor interceptor, LlmScript... scripts) {
      try (ScriptedLlmClient model = ScriptedLlmClient.of(scripts);
          Host host = host(model, Hooks.builder().tools(interceptor))) {
        assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
        return Replies.lastResult(model.lastRequest()).content();
      }
    }

    @Test
    void before_answersItself_theToolDoesNotRun() {
      ToolInterceptor cached =
          new ToolInterceptor() {
            @Override
            public Optional<ToolResult> before(HookedCall call) {
              return call.tool().name().equals("readFile")
                  ? Optional.of(ToolResult.ok("from the cache: " + call.arguments().text("path")))
                  : Optional.empty();
            }
          };
      assertThat(
              lastAnswer(
                  cached,
                  Replies.site(),
                  LlmScript.ofToolCall("readFile", "{\"path\":\"none.txt\"}"),
                  Replies.done()))
          .isEqualTo("from the cache: none.txt");
    }

    @Test
    void before_throws_isAnErrorForTheModelAndTheRunGoesOn() {
      ToolInterceptor broken =
          new ToolInterceptor() {
            @Override
            public Optional<ToolResult> before(HookedCall call) {
              if (call.tool().name().equals("listFiles")) {
                throw new IllegalStateException("secret-4711");
              }
              return Optional.empty();
            }
          };
      assertThat(
              lastAnswer(
                  broken, Replies.site(), LlmScript.ofToolCall("listFiles", "{}"), Replies.done()))
          .isEqualTo(
              "listFiles was not run: the host's interceptor failed with IllegalStateException.");
    }

    @Test
    void after_throws_withholdsTheResultAndKeepsTheFile() {
      ToolInterceptor broken =
          new ToolInterceptor() {
            @Override
            public ToolResult after(HookedCall call, ToolResult result) {
              throw new IllegalStateException("secret-4711");
            }
          };
      assertThat(lastAnswer(broken, Replies.site(), Replies.done()))
          .isEqualTo(
              "writeFile was run, but its result is withheld: the host's interceptor failed with"
                  + " IllegalStateException.");
    }

    @Test
    void after_andFailed_hearOfTheRun() {
      ToolInterceptor noting =
          new ToolInterceptor() {
            @Override
            public ToolResult after(HookedCall call, ToolResult result) {
              heard.add(call.run().owner() + " " + call.tool().name() + " " + result.outcome());
              return result;
            }

            @Override
            public void failed(HookedCall call, RuntimeException cause) {
              heard.add(call.tool().name() + " threw " + cause.getClass().getSimpleName());
            }
          };
      String answer =
          lastAnswer(noting, Replies.site(), Replies.write(".hidden/a", "x"), Replies.done());
      assertThat(answer).contains("is not a place for files of a project");
      assertThat(heard)
          .containsExactly(
              "ann writeFile DONE", "ann writeFile DONE", "writeFile threw FileRefused");
    }

    record Product(String name) {}

    @Test
    void hostTool_typedByARecord_isOfferedAndAnswers() {
      HostTool<Product> price =
          HostTool.of("price", "Price of a product", Product.class, arguments -> List.of(12.5));
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(
                  LlmScript.ofToolCall("price", "{\"name\":\"chair\"}"),
                  Replies.site(),
                  Replies.done());
          Host host = new Host(model, builder -> builder.hostTools(List.of(price)))) {
        assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(model.requests().get(0).tools()).contains(price.spec());
        assertThat(Replies.lastResult(model.requests().get(1)).content()).isEqualTo("[12.5]");
      }
    }
  }

  @Nested
  class Rules {
    private static String systemText(LlmRequest request) {
      return ((LlmMessage.System) request.messages().get(0)).text();
    }

    @Test
    void rules_ofTheProject_comeLastInTheFirstMessage() {
      ProjectRules rules = (owner, project) -> "All texts of " + owner + " are in Latin.";
      try (ScriptedLlmClient model = twoTurns();
          Host host =
              new Host(
                  model,
                  builder ->
                      builder
                          .settings(GenerationSettings.DEFAULT.withInstructions("No jokes."))
                          .hooks(Hooks.builder().projectRules(rules).build()))) {
        host.end(PROMPT);
        assertThat(model.requests())
            .allSatisfy(
                request ->
                    assertThat(systemText(request))
                        .endsWith(
                            """

                            Rules of this host
                            No jokes.

                            Rules of this project
                            All texts of ann are in Latin.
                            """));
      }
    }

    @Test
    void rules_tooLong_failTheGenerationByName() {
      try (ScriptedLlmClient model = ScriptedLlmClient.of();
          Host host =
              host(model, Hooks.builder().projectRules((owner, project) -> "x".repeat(20_001)))) {
        var state = host.end(PROMPT);
        assertThat(state.reason()).isEqualTo("InvalidInput");
        assertThat(state.detail())
            .isEqualTo("project rules has 20001 characters, more than the 20000 allowed");
      }
    }

    @Test
    void rules_changedMeanwhile_areStillTheFirstOnesWhenResumed() {
      Storage storage = InMemoryStorage.create(Plan.FREE);
      ManualJobRunner jobs = new ManualJobRunner(storage.unitOfWork());
      AtomicInteger asked = new AtomicInteger();
      Hooks hooks =
          Hooks.builder()
              .projectRules((owner, project) -> "Rule " + asked.incrementAndGet())
              .model(failingOnceAtTheSecondCall())
              .build();
      try (ScriptedLlmClient model = twoTurns();
          Host host =
              new Host(model, builder -> builder.storage(storage).jobs(jobs).hooks(hooks))) {
        GenerationId id = host.submit(PROMPT);
        jobs.runAll();

        assertThat(host.ollio.generation(host.owner, id).state().attempt()).isEqualTo(2);
        assertThat(model.requests()).hasSize(2);
        assertThat(systemText(model.lastRequest())).contains("Rule 1").doesNotContain("Rule 2");
      }
    }

    private ModelInterceptor failingOnceAtTheSecondCall() {
      AtomicInteger calls = new AtomicInteger();
      return new ModelInterceptor() {
        @Override
        public LlmRequest before(LlmRequest request, RunContext run) {
          if (calls.incrementAndGet() == 2) {
            throw new SandboxUnavailable("Come again", true, null);
          }
          return request;
        }
      };
    }
  }
}
