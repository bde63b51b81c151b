package io.ollio.llm.langchain4j;

import io.ollio.testkit.leak.LeakCheck;
import io.ollio.testkit.llm.LlmClientContract;
import io.ollio.testkit.llm.LlmFixture;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

/** LangChain4j's blocking OpenAI model over real HTTP. */
final class OpenAiBlockingContractTest extends LlmClientContract {
  @RegisterExtension
  static final LeakCheck LEAKS =
      LeakCheck.standard().allowing("ollio-langchain4j").allowing("HttpClient-");

  @RegisterExtension static final KnownGaps GAPS = Gaps.OPENAI_BLOCKING;

  @Override
  protected LlmFixture open() {
    return OpenAiFixture.blocking();
  }

  @Override
  protected Duration patience() {
    return Gaps.patience(GAPS);
  }
}
