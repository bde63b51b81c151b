package io.ollio.testkit.leak;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.ollio.Cancellation;
import io.ollio.testkit.llm.LlmGate;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

final class LeakCheckTest {
  @Test
  void afterEach_threadStillRuns_failsTheTestNamingIt() {
    testsOf(Leaking.class)
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test("leaks"),
                finishedWithFailure(message("Threads still run after the test: [left behind]"))));
  }

  @Test
  void afterEach_threadEndsOrIsAllowed_passes() {
    testsOf(Tidy.class).assertStatistics(stats -> stats.succeeded(2).failed(0));
  }

  private static Events testsOf(Class<?> type) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(type))
        .execute()
        .testEvents();
  }

  static final class Leaking {
    private static final LlmGate END = new LlmGate();

    @RegisterExtension final LeakCheck leaks = LeakCheck.standard().within(Duration.ofMillis(50));

    @Test
    void leaks() {
      new Thread(() -> END.pass(Cancellation.none()), "left behind").start();
    }

    @AfterAll
    static void end() {
      END.release();
    }
  }

  static final class Tidy {
    private static final LlmGate END = new LlmGate();

    @RegisterExtension final LeakCheck leaks = LeakCheck.standard().allowing("shared pool");

    @Test
    void startsAThreadThatEnds() {
      new Thread(() -> {}, "short").start();
    }

    @Test
    void startsAThreadThatIsAllowed() {
      Thread thread = new Thread(() -> END.pass(Cancellation.none()), "shared pool 1");
      thread.setDaemon(true);
      thread.start();
    }

    @AfterAll
    static void end() {
      END.release();
    }
  }
}
