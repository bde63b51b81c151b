package io.ollio.jdbc.cluster;

import io.ollio.OwnerId;
import io.ollio.UnitOfWork;
import io.ollio.generation.Storage;
import io.ollio.project.EventLog;
import io.ollio.project.EventLog.NewEvent;
import io.ollio.project.Generation;
import io.ollio.project.Generations;
import io.ollio.project.Generations.Checkpoint;
import io.ollio.project.Messages;
import io.ollio.project.ProjectStore;
import io.ollio.project.Projects;
import io.ollio.project.Versions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Stores that stand still for ever at one point of a generation, so that its process can be killed
 * exactly there. The points: {@code begun}, {@code step N} (its checkpoint is committed), {@code
 * turn N} (a piece of the file of the model's N-th reply has come), {@code version} and {@code
 * event} (in the middle of the settlement, nothing committed), {@code settled} (all committed, and
 * the job does not know yet).
 */
final class KillPoint implements ProjectStore, UnitOfWork {
  private final Storage whole;
  private final String point;
  private final Runnable onReached;
  private volatile int steps;
  private volatile boolean hasSucceeded;

  KillPoint(Storage whole, String point, Runnable onReached) {
    this.whole = whole;
    this.point = point;
    this.onReached = onReached;
  }

  Storage storage() {
    return new Storage(
        this, this, whole.credits(), whole.owners(), whole.audit(), whole.rateLimiter());
  }

  private synchronized void reach(String here) {
    if (here.equals(point)) {
      onReached.run();
    }
  }

  @Override
  public <T> T call(Supplier<T> block) {
    T value = whole.unitOfWork().call(block);
    if (hasSucceeded) {
      reach("settled");
    }
    return value;
  }

  @Override
  public void afterCommit(Runnable action) {
    whole.unitOfWork().afterCommit(action);
  }

  @Override
  public Projects projects() {
    return whole.projects().projects();
  }

  @Override
  public Messages messages() {
    return whole.projects().messages();
  }

  @Override
  public Versions versions() {
    return watched(Versions.class, whole.projects().versions());
  }

  @Override
  public Generations generations() {
    return watched(Generations.class, whole.projects().generations());
  }

  @Override
  public EventLog events() {
    return watched(EventLog.class, whole.projects().events());
  }

  @Override
  public int purgeDeletedBefore(Instant time) {
    return whole.projects().purgeDeletedBefore(time);
  }

  @Override
  public int eraseOwner(OwnerId owner) {
    return whole.projects().eraseOwner(owner);
  }

  private <T> T watched(Class<T> part, T real) {
    return part.cast(
        Proxy.newProxyInstance(
            part.getClassLoader(),
            new Class<?>[] {part},
            (proxy, method, arguments) -> {
              Object value = invoked(real, method, arguments);
              look(part.getSimpleName() + "." + method.getName(), arguments);
              return value;
            }));
  }

  private void look(String call, Object[] arguments) {
    switch (call) {
      case "Generations.changeState" -> {
        if (arguments[1] instanceof Generation.State before
            && before.status() == Generation.Status.QUEUED) {
          reach("begun");
        }
      }
      case "Generations.saveCheckpoint" -> {
        steps = ((Checkpoint) arguments[0]).step();
        reach("step " + steps);
      }
      case "Versions.append" -> reach("version");
      case "EventLog.append" -> lookAt((List<?>) arguments[1]);
      default -> {}
    }
  }

  private void lookAt(List<?> events) {
    for (Object event : events) {
      String type = ((NewEvent) event).type();
      if (type.equals("FileDelta")) {
        reach("turn " + (steps + 1));
      } else if (type.equals("Succeeded")) {
        reach("event");
        hasSucceeded = true;
      }
    }
  }

  private static Object invoked(Object real, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
