package io.ollio.llm.langchain4j;

import io.ollio.testkit.leak.LeakCheck;
import io.ollio.testkit.llm.LlmClientLimitsContract;
import io.ollio.testkit.llm.LlmFixture;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The limits of time with a model that keeps LangChain4j's rules: no gap. */
final class ScriptedLimitsTest extends LlmClientLimitsContract {
  @RegisterExtension
  static final LeakCheck LEAKS =
      LeakCheck.standard().allowing("ollio-langchain4j").allowing("HttpClient-");

  @Override
  protected LlmFixture open(Duration firstToken, Duration idle, Duration total) {
    return new ScriptedFixture(
        LangChain4jLimits.DEFAULT.withFirstToken(firstToken).withIdle(idle).withTotal(total));
  }
}
