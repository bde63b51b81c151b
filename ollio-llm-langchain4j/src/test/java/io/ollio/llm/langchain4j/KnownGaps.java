package io.ollio.llm.langchain4j;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Sentences of a contract that a model makes impossible: their tests run and must fail in the way
 * that is known. One that passes is no gap any more, and fails here until it is struck off this
 * list and the guide's.
 */
final class KnownGaps implements InvocationInterceptor {
  private final Map<String, String> symptoms;
  private volatile boolean inGap;

  private KnownGaps(Map<String, String> symptoms) {
    this.symptoms = symptoms;
  }

  static KnownGaps none() {
    return new KnownGaps(Map.of());
  }

  /** These gaps and one more: the test's name and what its failure says. */
  KnownGaps and(String test, String symptom) {
    Map<String, String> more = new LinkedHashMap<>(symptoms);
    more.put(test, symptom);
    return new KnownGaps(more);
  }

  Set<String> tests() {
    return symptoms.keySet();
  }

  /** Whether the test that runs now is one that must fail, so that it need not wait for long. */
  boolean isInGap() {
    return inGap;
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> test,
      ExtensionContext context)
      throws Throwable {
    String symptom = symptoms.get(test.getExecutable().getName());
    if (symptom == null) {
      invocation.proceed();
    } else {
      mustFail(invocation, test.getExecutable().getName(), symptom);
    }
  }

  private void mustFail(Invocation<Void> invocation, String test, String symptom) throws Throwable {
    inGap = true;
    try {
      invocation.proceed();
    } catch (AssertionError e) {
      if (String.valueOf(e.getMessage()).contains(symptom)) {
        return;
      }
      throw e;
    } finally {
      inGap = false;
    }
    throw new AssertionError(test + " passes: it is no known gap any more");
  }
}
