package io.ollio.llm.langchain4j;

import io.ollio.testkit.leak.LeakCheck;
import io.ollio.testkit.llm.LlmClientContract;
import io.ollio.testkit.llm.LlmFixture;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

/** LangChain4j's streaming OpenAI model over real HTTP. */
final class OpenAiStreamingContractTest extends LlmClientContract {
  @RegisterExtension
  static final LeakCheck LEAKS =
      LeakCheck.standard().allowing("ollio-langchain4j").allowing("HttpClient-");

  @RegisterExtension static final KnownGaps GAPS = Gaps.OPENAI_STREAMING;

  @Override
  protected LlmFixture open() {
    return OpenAiFixture.streaming(LangChain4jLimits.DEFAULT);
  }

  @Override
  protected Duration patience() {
    return Gaps.patience(GAPS);
  }
}
