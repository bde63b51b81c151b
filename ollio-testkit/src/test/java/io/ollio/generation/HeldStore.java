package io.ollio.generation;

import io.ollio.Cancellation;
import io.ollio.credit.Plan;
import io.ollio.local.InMemoryStorage;
import io.ollio.project.EventLog;
import io.ollio.project.Generations;
import io.ollio.project.Messages;
import io.ollio.project.ProjectStore;
import io.ollio.project.Projects;
import io.ollio.project.Versions;
import io.ollio.testkit.llm.LlmGate;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Stores in memory, of which one call of one method waits at a gate, as a slow database does. */
final class HeldStore implements ProjectStore {
  final LlmGate gate;
  final Storage storage;
  private final ProjectStore store;
  private final String held;
  private final AtomicInteger callsLeft;

  /** Holds the n-th call of this method, e.g. {@code Versions.append}, counted from 1. */
  HeldStore(LlmGate gate, String held, int n) {
    Storage whole = InMemoryStorage.create(Plan.FREE);
    this.gate = gate;
    this.store = whole.projects();
    this.held = held;
    this.callsLeft = new AtomicInteger(n);
    this.storage =
        new Storage(
            whole.unitOfWork(),
            this,
            whole.credits(),
            whole.owners(),
            whole.audit(),
            whole.rateLimiter());
  }

  @Override
  public Projects projects() {
    return held(Projects.class, store.projects());
  }

  @Override
  public Messages messages() {
    return held(Messages.class, store.messages());
  }

  @Override
  public Versions versions() {
    return held(Versions.class, store.versions());
  }

  @Override
  public Generations generations() {
    return held(Generations.class, store.generations());
  }

  @Override
  public EventLog events() {
    return held(EventLog.class, store.events());
  }

  @Override
  public int purgeDeletedBefore(Instant time) {
    return store.purgeDeletedBefore(time);
  }

  @Override
  public int eraseOwner(io.ollio.OwnerId owner) {
    return store.eraseOwner(owner);
  }

  private <T> T held(Class<T> part, T real) {
    return part.cast(
        Proxy.newProxyInstance(
            part.getClassLoader(),
            new Class<?>[] {part},
            (proxy, method, arguments) -> {
              String name = part.getSimpleName() + "." + method.getName();
              if (name.equals(held) && callsLeft.decrementAndGet() == 0) {
                gate.pass(Cancellation.none());
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
