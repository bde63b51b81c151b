package io.ollio.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ContractBiteTest {
  @Test
  void assertCaught_testThatFails_isContent() {
    ContractBite.assertCaught(Suite.class, "one_isZero");
  }

  @Test
  void assertCaught_testThatPasses_complains() {
    assertThatThrownBy(() -> ContractBite.assertCaught(Suite.class, "one_isPositive"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("failures of Suite one_isPositive");
  }

  @Test
  void assertCaught_noSuchTest_complains() {
    assertThatThrownBy(() -> ContractBite.assertCaught(Suite.class, "one_isThree"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("tests named Suite one_isThree");
  }

  @Test
  void assertPassed_testThatFails_complains() {
    assertThatThrownBy(() -> ContractBite.assertPassed(Suite.class, "one_isZero"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("failures of Suite one_isZero");
  }

  @Test
  void assertPassed_testThatPasses_isContent() {
    ContractBite.assertPassed(Suite.class, "one_isPositive");
  }

  static class Suite {
    @Nested
    class Inner {
      @Test
      void one_isZero() {
        assertThat(1).isZero();
      }

      @Test
      void one_isPositive() {
        assertThat(1).isPositive();
      }
    }
  }
}
