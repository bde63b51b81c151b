package io.ollio.llm.openai;

import io.ollio.testkit.leak.LeakCheck;
import io.ollio.testkit.llm.LlmClientContract;
import io.ollio.testkit.llm.LlmFixture;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
final class OpenAiLlmClientContractTest extends LlmClientContract {
  @Override
  protected LlmFixture open() {
    return new OpenAiFixture(OpenAiLimits.DEFAULT);
  }
}
