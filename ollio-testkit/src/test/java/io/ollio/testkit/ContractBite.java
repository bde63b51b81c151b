package io.ollio.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/**
 * Runs one named test of a contract suite against an adapter, to prove that the suite bites: with a
 * deliberately wrong adapter the test must fail, with a right one it must pass.
 *
 * <p>The suite's run for a wrong adapter is a static nested class of the test, which Surefire does
 * not pick up by itself.
 */
public final class ContractBite {
  private ContractBite() {}

  /** Fails unless exactly one test of the suite has this method name and it fails. */
  public static void assertCaught(Class<?> suite, String test) {
    assertOneTest(suite, test, 1);
  }

  /** Fails unless exactly one test of the suite has this method name and it passes. */
  public static void assertPassed(Class<?> suite, String test) {
    assertOneTest(suite, test, 0);
  }

  /** The names of those invocations of the suite's parameterized test that fail. */
  public static Set<String> failedInvocations(Class<?> suite, String test) {
    return run(suite, test)
        .failed()
        .map(event -> event.getTestDescriptor().getDisplayName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void assertOneTest(Class<?> suite, String test, long failures) {
    Events events = run(suite, test);
    String what = suite.getSimpleName() + " " + test;
    Assertions.assertThat(events.started().count()).as("tests named " + what).isEqualTo(1);
    Assertions.assertThat(events.failed().count()).as("failures of " + what).isEqualTo(failures);
  }

  private static Events run(Class<?> suite, String test) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(suite))
        .filters((PostDiscoveryFilter) descriptor -> only(test, descriptor))
        .execute()
        .testEvents();
  }

  private static FilterResult only(String test, TestDescriptor descriptor) {
    boolean isWanted =
        descriptor
            .getSource()
            .filter(MethodSource.class::isInstance)
            .map(source -> ((MethodSource) source).getMethodName().equals(test))
            .orElse(true);
    return FilterResult.includedIf(isWanted);
  }
}
