package io.ollio.testkit.store;

import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.project.EventLog;
import io.ollio.project.Generations;
import io.ollio.project.Messages;
import io.ollio.project.ProjectException;
import io.ollio.project.ProjectStore;
import io.ollio.project.Projects;
import io.ollio.project.Versions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store that can be told to fail at one of its next writes, before anything is written: once,
 * with {@link ProjectException.StoreUnavailable}. Reads always work. Thread-safe if the store is.
 */
public final class FailingProjectStore implements ProjectStore {
  private static final Set<String> WRITES =
      Set.of(
          "add",
          "update",
          "append",
          "markSeen",
          "changeState",
          "saveCheckpoint",
          "deleteEndedBefore");

  private final ProjectStore store;
  private final AtomicInteger writesLeft = new AtomicInteger();
  private volatile boolean retryable;

  /** A store that does not fail yet. */
  public FailingProjectStore(ProjectStore store) {
    this.store = store;
  }

  /**
   * Makes one of the next writes fail.
   *
   * @param write which one, counted from 1 for the very next
   * @param isRetryable what the failure says of itself
   */
  public void failAtWrite(int write, boolean isRetryable) {
    InvalidInput.check(write >= 1, "write", "is " + write + ", must be at least 1");
    retryable = isRetryable;
    writesLeft.set(write);
  }

  /** Whether the failure asked for is still to come. */
  public boolean isArmed() {
    return writesLeft.get() > 0;
  }

  @Override
  public Projects projects() {
    return counted(Projects.class, store.projects());
  }

  @Override
  public Messages messages() {
    return counted(Messages.class, store.messages());
  }

  @Override
  public Versions versions() {
    return counted(Versions.class, store.versions());
  }

  @Override
  public Generations generations() {
    return counted(Generations.class, store.generations());
  }

  @Override
  public EventLog events() {
    return counted(EventLog.class, store.events());
  }

  @Override
  public int purgeDeletedBefore(Instant time) {
    count("purgeDeletedBefore");
    return store.purgeDeletedBefore(time);
  }

  @Override
  public int eraseOwner(OwnerId owner) {
    count("eraseOwner");
    return store.eraseOwner(owner);
  }

  private void count(String write) {
    if (writesLeft.getAndUpdate(left -> Math.max(0, left - 1)) == 1) {
      throw new ProjectException.StoreUnavailable(
          "The store failed on purpose at " + write, retryable, null);
    }
  }

  private <T> T counted(Class<T> part, T real) {
    return part.cast(
        Proxy.newProxyInstance(
            part.getClassLoader(),
            new Class<?>[] {part},
            (proxy, method, arguments) -> {
              if (WRITES.contains(method.getName())) {
                count(part.getSimpleName() + "." + method.getName());
              }
              return invoked(real, method, arguments);
            }));
  }

  private static Object invoked(Object real, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
