package io.ollio.jdbc.notify;

import io.ollio.Cancellation.Registration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signals among the threads of this process. */
final class LocalSignals implements Signals {
  private static final Logger log = LoggerFactory.getLogger(LocalSignals.class);

  private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();

  @Override
  public boolean reachesOthers() {
    return false;
  }

  @Override
  public void send(String topic, String subject) {
    for (Consumer<String> listener : listeners.getOrDefault(topic, List.of())) {
      try {
        listener.accept(subject);
      } catch (RuntimeException e) {
        log.warn("A listener of {} has failed", topic, e);
      }
    }
  }

  /** Lets everybody look, because signals may have been lost. */
  void sendToAll() {
    listeners.keySet().forEach(topic -> send(topic, ANYTHING));
  }

  @Override
  public void sendWithCommit(Handle handle, String topic, String subject) {
    // There is nobody to tell but this process, and it is told after the commit.
  }

  @Override
  public Registration listen(String topic, Consumer<String> listener) {
    List<Consumer<String>> all =
        listeners.computeIfAbsent(topic, name -> new CopyOnWriteArrayList<>());
    all.add(listener);
    return () -> all.remove(listener);
  }

  @Override
  public void close() {
    listeners.clear();
  }
}
