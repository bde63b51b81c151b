package io.ollio.llm.langchain4j;

import io.ollio.testkit.leak.LeakCheck;
import io.ollio.testkit.llm.LlmClientLimitsContract;
import io.ollio.testkit.llm.LlmFixture;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The limits of time with LangChain4j's streaming OpenAI model. */
final class OpenAiStreamingLimitsTest extends LlmClientLimitsContract {
  @RegisterExtension
  static final LeakCheck LEAKS =
      LeakCheck.standard().allowing("ollio-langchain4j").allowing("HttpClient-");

  @RegisterExtension static final KnownGaps GAPS = Gaps.OPENAI_LIMITS;

  @Override
  protected LlmFixture open(Duration firstToken, Duration idle, Duration total) {
    return OpenAiFixture.streaming(
        LangChain4jLimits.DEFAULT.withFirstToken(firstToken).withIdle(idle).withTotal(total));
  }

  @Override
  protected Duration patience() {
    return Gaps.patience(GAPS);
  }
}
