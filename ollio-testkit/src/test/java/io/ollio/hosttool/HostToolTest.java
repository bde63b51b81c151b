package io.ollio.hosttool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.InvalidInput;
import io.ollio.OllioException;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.llm.ToolCall;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.testkit.sandbox.InMemorySandboxProvider;
import io.ollio.tool.Tool;
import io.ollio.tool.ToolResult;
import io.ollio.tool.ToolResult.Outcome;
import io.ollio.tool.ToolRunner;
import io.ollio.tool.Toolbox;
import io.ollio.tool.Workspace;
import io.ollio.tool.WorkspaceLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostToolTest {
  enum Order {
    CHEAPEST,
    NEWEST
  }

  record Price(@Describe(min = 0) double from, @Describe(min = 0) double to) {
    Price {
      if (from > to) {
        throw new IllegalArgumentException("from is above to");
      }
    }
  }

  record FindProducts(
      @Describe(value = "What the product is called", min = 1, max = 40) String name,
      @Describe(min = 1, max = 50) int most,
      Long seller,
      boolean inStock,
      Optional<Order> order,
      Optional<Price> price,
      List<String> tags,
      List<List<Integer>> sizes) {}

  record Product(String name, BigDecimal price, Optional<LocalDate> since, List<Order> orders) {}

  private static final String CALL =
      "{\"name\":\"chair\",\"most\":3,\"seller\":9000000000,\"inStock\":true,\"order\":\"NEWEST\","
          + "\"price\":{\"from\":1,\"to\":2.5},\"tags\":[\"a\",\"b\"],\"sizes\":[[1,2],[]]}";

  private static ToolResult call(Tool tool, String arguments) {
    try (Workspace workspace =
        Workspace.open(
            new InMemorySandboxProvider(),
            SandboxSpec.DEFAULT,
            WorkspaceLimits.DEFAULT,
            FileTree.ofTexts(Map.of("index.html", "<h1>Shop</h1>")),
            Cancellation.none(),
            Workspace.Listener.SILENT)) {
      ToolRunner runner =
          new ToolRunner(
              new Toolbox(List.of(tool)),
              workspace,
              work -> new Thread(work, "tool").start(),
              20_000,
              SILENT);
      return runner
          .runAll(List.of(new ToolCall("1", tool.spec().name(), arguments)), Cancellation.none())
          .get(0);
    }
  }

  private static final ToolRunner.Listener SILENT =
      new ToolRunner.Listener() {
        @Override
        public void onToolStarted(ToolCall call) {}

        @Override
        public void onToolOutput(ToolCall call, CommandOutput.Stream stream, String text) {}

        @Override
        public void onToolFinished(ToolCall call, ToolResult result) {}
      };

  private static <A extends Record> HostTool<A> tool(Class<A> type, HostFunction<A> function) {
    return HostTool.of("findProducts", "Finds products of the shop", type, function);
  }

  @Nested
  class Schema {
    @Test
    void schema_ofARecord_isTheseBytes() {
      assertThat(tool(FindProducts.class, arguments -> "").spec().parametersSchema())
          .isEqualTo(
              "{\"type\":\"object\",\"properties\":{"
                  + "\"name\":{\"type\":\"string\",\"description\":\"What the product is called\","
                  + "\"minLength\":1,\"maxLength\":40},"
                  + "\"most\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":50},"
                  + "\"seller\":{\"type\":\"integer\"},"
                  + "\"inStock\":{\"type\":\"boolean\"},"
                  + "\"order\":{\"type\":\"string\",\"enum\":[\"CHEAPEST\",\"NEWEST\"]},"
                  + "\"price\":{\"type\":\"object\",\"properties\":{"
                  + "\"from\":{\"type\":\"number\",\"minimum\":0},"
                  + "\"to\":{\"type\":\"number\",\"minimum\":0}},"
                  + "\"required\":[\"from\",\"to\"],\"additionalProperties\":false},"
                  + "\"tags\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
                  + "\"sizes\":{\"type\":\"array\",\"items\":{\"type\":\"array\","
                  + "\"items\":{\"type\":\"integer\"}}}},"
                  + "\"required\":[\"name\",\"most\",\"seller\",\"inStock\",\"tags\",\"sizes\"],"
                  + "\"additionalProperties\":false}");
    }

    record None() {}

    @Test
    void schema_ofARecordWithoutComponents_takesNothing() {
      assertThat(tool(None.class, arguments -> "").spec().parametersSchema())
          .isEqualTo(
              "{\"type\":\"object\",\"properties\":{},\"required\":[],"
                  + "\"additionalProperties\":false}");
    }

    record Money(BigDecimal amount) {}

    record Raw(@SuppressWarnings("rawtypes") List items) {}

    record Twice(Optional<Optional<String>> name) {}

    record InList(List<Optional<String>> names) {}

    record Tree(String name, List<Tree> children) {}

    record Around(Money money) {}

    record RangedFlag(@Describe(min = 1) boolean flag) {}

    record EmptyRange(@Describe(min = 2, max = 1) int number) {}

    record HalfLength(@Describe(min = 0.5) String text) {}

    record Listed(Map<String, String> map) {}

    @Test
    void of_unsupportedComponent_isRefusedByRecordAndComponent() {
      for (Class<? extends Record> type :
          List.of(Money.class, Raw.class, Twice.class, InList.class, Listed.class)) {
        assertThatThrownBy(() -> tool(type, arguments -> ""))
            .isInstanceOf(InvalidInput.class)
            .hasMessageStartingWith(
                type.getSimpleName() + "." + type.getRecordComponents()[0].getName())
            .hasMessageContaining("has the type java.");
      }
      assertThatThrownBy(() -> tool(Around.class, arguments -> ""))
          .hasMessageStartingWith("Money.amount has the type java.math.BigDecimal");
    }

    @Test
    void of_recordInItself_isRefused() {
      assertThatThrownBy(() -> tool(Tree.class, arguments -> ""))
          .isInstanceOf(InvalidInput.class)
          .hasMessage("Tree.children holds itself, which no schema can describe");
    }

    @Test
    void of_rangeThatFitsNothing_isRefused() {
      assertThatThrownBy(() -> tool(RangedFlag.class, arguments -> ""))
          .hasMessage("RangedFlag.flag has a range, but is no number or text");
      assertThatThrownBy(() -> tool(EmptyRange.class, arguments -> ""))
          .hasMessage("EmptyRange.number has the range 2.0 to 1.0, which holds nothing");
      assertThatThrownBy(() -> tool(HalfLength.class, arguments -> ""))
          .hasMessage("HalfLength.text has the length 0.5, must be a whole number from 0 on");
    }
  }

  @Nested
  class Arguments {
    @Test
    void run_goodCall_bindsEveryComponent() {
      FindProducts[] seen = new FindProducts[1];
      Tool tool =
          tool(
              FindProducts.class,
              arguments -> {
                seen[0] = arguments;
                return "done";
              });

      assertThat(call(tool, CALL)).isEqualTo(ToolResult.ok("done"));
      assertThat(seen[0])
          .isEqualTo(
              new FindProducts(
                  "chair",
                  3,
                  9_000_000_000L,
                  true,
                  Optional.of(Order.NEWEST),
                  Optional.of(new Price(1, 2.5)),
                  List.of("a", "b"),
                  List.of(List.of(1, 2), List.of())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"order\":null,\"price\":null"})
    void run_optionalLeftOutOrNull_isEmpty(String rest) {
      FindProducts[] seen = new FindProducts[1];
      Tool tool = tool(FindProducts.class, arguments -> seen[0] = arguments);
      call(
          tool,
          "{\"name\":\"c\",\"most\":1,\"seller\":1,\"inStock\":false,\"tags\":[],\"sizes\":[]"
              + rest
              + "}");

      assertThat(seen[0].order()).isEmpty();
      assertThat(seen[0].price()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "\"most\":3 | \"most\":0 | argument most is 0, which is out of range",
          "\"most\":3 | \"most\":\"3\" | argument most must be of type integer, but is string",
          "\"NEWEST\" | \"OLDEST\" | argument order must be one of",
          "\"to\":2.5 | \"to\":-1 | argument price.to is -1, which is out of range",
          "\"to\":2.5 | \"upTo\":2.5 | argument price.to is missing; argument price.upTo is not known",
          "[1,2] | [1,2.5] | argument sizes[0][1] must be of type integer, but is number",
          "9000000000 | 99999999999999999999 | argument seller is 99999999999999999999, which no long",
          "[1,2] | [1,3000000000] | argument sizes[0][1] is 3000000000, which no int holds",
          "\"to\":2.5 | \"to\":1e999 | argument price.to is Infinity, which no double holds",
          "\"from\":1 | \"from\":9 | argument price was refused: from is above to",
        })
    void run_badArgument_isRefusedByName(String good, String bad, String complaint) {
      Tool tool =
          tool(
              FindProducts.class,
              arguments -> {
                throw new AssertionError("It must not run");
              });
      ToolResult result = call(tool, CALL.replace(good, bad));

      assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(result.content()).startsWith("Not run: ").contains(complaint);
    }
  }

  @Nested
  class Results {
    record Name(String name) {}

    private ToolResult result(HostFunction<Name> function) {
      return call(tool(Name.class, function), "{\"name\":\"x\"}");
    }

    @Test
    void run_recordsInAList_areJson() {
      assertThat(
              result(
                  arguments ->
                      List.of(
                          new Product(
                              "chair \"A\"",
                              new BigDecimal("12.50"),
                              Optional.of(LocalDate.of(2030, 1, 2)),
                              List.of(Order.NEWEST)),
                          new Product("b", BigDecimal.ONE, Optional.empty(), List.of()))))
          .isEqualTo(
              ToolResult.ok(
                  "[{\"name\":\"chair \\\"A\\\"\",\"price\":12.50,\"since\":\"2030-01-02\","
                      + "\"orders\":[\"NEWEST\"]},"
                      + "{\"name\":\"b\",\"price\":1,\"since\":null,\"orders\":[]}]"));
    }

    @Test
    void run_mapsArraysAndNothing_areJson() {
      assertThat(
              result(
                      arguments ->
                          Map.of("items", new Object[] {1, 2.5, true, 'c', Duration.ofDays(1)}))
                  .content())
          .isEqualTo("{\"items\":[1,2.5,true,\"c\",\"PT24H\"]}");
      assertThat(result(arguments -> null).content()).isEqualTo("null");
    }

    @Test
    void run_itsOwnResult_isTakenAsItIs() {
      assertThat(result(arguments -> ToolResult.error("sold out")))
          .isEqualTo(ToolResult.error("sold out"));
    }

    @Test
    void run_valueWithoutJsonForm_saysWhere() {
      assertThat(result(arguments -> List.of(Map.of("file", new Object()))).content())
          .isEqualTo(
              "findProducts was run, but its result[0].file is a java.lang.Object, which has no JSON"
                  + " form");
      assertThat(result(arguments -> Double.NaN).content()).endsWith("its result is NaN");
      Object[] circle = new Object[1];
      circle[0] = Arrays.asList(circle);
      assertThat(result(arguments -> circle).content()).contains("is nested deeper than 32");
    }

    @Test
    void run_hugeResult_isBoundedBeforeItIsWhole() {
      Iterable<String> endless = () -> java.util.stream.Stream.generate(() -> "more").iterator();
      assertThat(result(arguments -> endless).content())
          .contains("passes the 1000000 characters of a result");
    }

    @Test
    void run_checkedException_isToldToTheModel() {
      assertThat(
              result(
                  arguments -> {
                    throw new java.io.IOException("The shop is closed");
                  }))
          .isEqualTo(ToolResult.error("findProducts failed with IOException: The shop is closed"));
    }

    @Test
    void run_passesItsTimeLimit_isStopped() {
      CountDownLatch never = new CountDownLatch(1);
      Tool tool =
          HostTool.of(
                  "waits",
                  "Waits",
                  Name.class,
                  arguments -> {
                    never.await();
                    return "";
                  })
              .withTimeLimit(Duration.ofMillis(20));
      assertThat(call(tool, "{\"name\":\"x\"}").content()).startsWith("The tool was stopped: ");
      never.countDown();
    }

    @Test
    void run_inContext_worksOnTheFiles() {
      Tool tool =
          HostTool.inContext(
              "stamp",
              "Stamps the page",
              Name.class,
              (arguments, context) -> {
                FilePath page = FilePath.of("index.html");
                String text = context.workspace().find(page).orElseThrow().text();
                context.workspace().write(page, FileContent.of(text + arguments.name()));
                return ToolResult.wrote(page, context.workspace().find(page).orElseThrow().text());
              });
      assertThat(call(tool, "{\"name\":\"!\"}").content()).isEqualTo("<h1>Shop</h1>!");
    }
  }

  @Test
  void readOnly_andTimeLimit_areAsChosen() {
    HostTool<FindProducts> tool = tool(FindProducts.class, arguments -> "");
    assertThat(tool.isReadOnly()).isFalse();
    assertThat(tool.readOnly().isReadOnly()).isTrue();
    assertThat(tool.timeLimit()).isEqualTo(Duration.ofSeconds(60));
    assertThat(tool.withTimeLimit(Duration.ofSeconds(5)).readOnly().timeLimit())
        .isEqualTo(Duration.ofSeconds(5));
    assertThatThrownBy(() -> tool.withTimeLimit(Duration.ZERO)).isInstanceOf(OllioException.class);
  }
}
