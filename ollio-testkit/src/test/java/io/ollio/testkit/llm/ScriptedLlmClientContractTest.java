package io.ollio.testkit.llm;

import io.ollio.testkit.leak.LeakCheck;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
final class ScriptedLlmClientContractTest extends LlmClientContract {
  @Override
  protected LlmFixture open() {
    return new ScriptedFixture(UnaryOperator.identity());
  }
}
