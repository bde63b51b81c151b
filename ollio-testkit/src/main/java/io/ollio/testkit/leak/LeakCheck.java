package io.ollio.testkit.leak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that started threads which still run when it is over. Threads that libraries share
 * between all their users, and end when idle, are allowed: those of the JVM, of JUnit and of the
 * common pool, and by default OkHttp's.
 *
 * <pre>{@code
 * @RegisterExtension final LeakCheck leaks = LeakCheck.standard().allowing("my-pool");
 * }</pre>
 *
 * or {@code @ExtendWith(LeakCheck.class)}. Tests that run at the same time in one JVM would be
 * blamed for each other's threads. Virtual threads are not seen.
 */
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final List<String> STANDARD =
      List.of(
          "OkHttp",
          "Okio Watchdog",
          "ForkJoinPool",
          "CompletableFutureDelayScheduler",
          "junit-",
          "surefire-",
          "process reaper",
          "Common-Cleaner",
          "Attach Listener",
          "Read-Poller",
          "Write-Poller",
          "VirtualThread-unparker");

  private final List<String> allowed;
  private final Duration patience;
  private Set<Thread> before = Set.of();

  /** A check with the standard list, as {@code @ExtendWith} needs it. */
  public LeakCheck() {
    this(STANDARD, PATIENCE);
  }

  private LeakCheck(List<String> allowed, Duration patience) {
    this.allowed = List.copyOf(allowed);
    this.patience = patience;
  }

  /** A check with the standard list. */
  public static LeakCheck standard() {
    return new LeakCheck();
  }

  /** This check, with threads also allowed whose name starts like this. */
  public LeakCheck allowing(String namePrefix) {
    List<String> more = new ArrayList<>(allowed);
    more.add(namePrefix);
    return new LeakCheck(more, patience);
  }

  /** This check, waiting that long for threads that are just ending; default five seconds. */
  public LeakCheck within(Duration limit) {
    return new LeakCheck(allowed, limit);
  }

  /** Looks at the threads that run now; they are nobody's leak. */
  @Override
  public void beforeEach(ExtensionContext context) {
    before = Thread.getAllStackTraces().keySet();
  }

  /** Throws {@link AssertionError} when a thread started since still runs. */
  @Override
  public void afterEach(ExtensionContext context) {
    long deadline = System.nanoTime() + patience.toNanos();
    List<String> leaked = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && !isAllowed(thread) && outlives(thread, deadline)) {
        leaked.add(thread.getName());
      }
    }
    if (!leaked.isEmpty()) {
      throw new AssertionError("Threads still run after the test: " + leaked);
    }
  }

  private boolean isAllowed(Thread thread) {
    return allowed.stream().anyMatch(thread.getName()::startsWith);
  }

  private static boolean outlives(Thread thread, long deadline) {
    try {
      thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return thread.isAlive();
  }
}
