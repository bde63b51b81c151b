package io.ollio.testkit.sandbox;

import io.ollio.sandbox.SandboxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What goes wrong at which operation. Thread-safe. */
final class Faults {
  private final List<Fault> planned = new ArrayList<>();

  /** Loses the sandbox when there is no failure. */
  private static final class Fault {
    private int operationsLeft;
    private final Optional<Supplier<? extends SandboxException>> failure;

    Fault(int operationsLeft, Optional<Supplier<? extends SandboxException>> failure) {
      this.operationsLeft = operationsLeft;
      this.failure = failure;
    }
  }

  synchronized void failAt(int n, Supplier<? extends SandboxException> failure) {
    planned.add(new Fault(n, Optional.of(failure)));
  }

  synchronized void loseAt(int n) {
    planned.add(new Fault(n, Optional.empty()));
  }

  /** Counts one operation of the sandbox and lets happen what is due. */
  synchronized void beforeOperation(FakeSandbox sandbox) {
    planned.forEach(fault -> fault.operationsLeft--);
    Optional<Fault> due = planned.stream().filter(fault -> fault.operationsLeft <= 0).findFirst();
    if (due.isPresent()) {
      planned.remove(due.get());
      if (due.get().failure.isPresent()) {
        throw due.get().failure.get().get();
      }
      sandbox.lose();
    }
  }
}
