package io.ollio.testkit.llm;

import io.ollio.RetryPolicy;
import io.ollio.llm.RetryingLlmClient;
import io.ollio.testkit.leak.LeakCheck;
import org.junit.jupiter.api.extension.ExtendWith;

/** Without retries a decorated client must behave as the client itself. */
@ExtendWith(LeakCheck.class)
final class RetryingLlmClientContractTest extends LlmClientContract {
  @Override
  protected LlmFixture open() {
    return new ScriptedFixture(client -> new RetryingLlmClient(client, RetryPolicy.NONE));
  }
}
