package io.ollio.llm.langchain4j;

import io.ollio.testkit.leak.LeakCheck;
import io.ollio.testkit.llm.LlmClientContract;
import io.ollio.testkit.llm.LlmFixture;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A model that keeps LangChain4j's rules: what is left is LangChain4j's own gap. */
final class ScriptedContractTest extends LlmClientContract {
  @RegisterExtension
  static final LeakCheck LEAKS =
      LeakCheck.standard().allowing("ollio-langchain4j").allowing("HttpClient-");

  @RegisterExtension static final KnownGaps GAPS = Gaps.CORE;

  @Override
  protected LlmFixture open() {
    return new ScriptedFixture(LangChain4jLimits.DEFAULT);
  }

  @Override
  protected Duration patience() {
    return Gaps.patience(GAPS);
  }
}
