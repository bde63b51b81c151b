package io.ollio.llm.openai;

import io.ollio.testkit.leak.LeakCheck;
import io.ollio.testkit.llm.LlmClientLimitsContract;
import io.ollio.testkit.llm.LlmFixture;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
final class OpenAiLlmClientLimitsTest extends LlmClientLimitsContract {
  @Override
  protected LlmFixture open(Duration firstToken, Duration idle, Duration total) {
    return new OpenAiFixture(
        OpenAiLimits.DEFAULT.withFirstToken(firstToken).withIdle(idle).withTotal(total));
  }
}
