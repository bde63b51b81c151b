package io.ollio.jdbc.notify;

import io.ollio.Cancellation.Registration;
import io.ollio.Sleeper;
import io.ollio.jdbc.sql.Database;
import io.ollio.jdbc.sql.HostTransactions;
import io.ollio.jdbc.sql.JdbcUnitOfWork;
import io.ollio.project.ProjectException.StoreUnavailable;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals by {@code NOTIFY} and {@code LISTEN}. Those for what is committed go out in bundles on a
 * thread of their own, because a transaction that notifies makes others wait while it commits
 * (PostgreSQL, "NOTIFY", notes).
 */
final class PostgresSignals implements Signals {
  private static final Logger log = LoggerFactory.getLogger(PostgresSignals.class);

  private static final int PATIENCE_SECONDS = 2;

  private final LocalSignals here = new LocalSignals();
  private final Object lock = new Object();
  private final Set<String> outbox = new LinkedHashSet<>();
  private final String self = UUID.randomUUID().toString().substring(0, 8);
  private final Database database;
  private final JdbcUnitOfWork units;
  private final String channel;
  private @Nullable ExecutorService sender;
  private @Nullable PostgresListener listener;
  private boolean isSending;
  private boolean closed;

  PostgresSignals(Database database) {
    this.database = database;
    this.units = new JdbcUnitOfWork(database, HostTransactions.NONE, Sleeper.system());
    this.channel = "ollio_" + database.schema();
  }

  @Override
  public boolean reachesOthers() {
    return true;
  }

  @Override
  public void send(String topic, String subject) {
    here.send(topic, subject);
    synchronized (lock) {
      if (closed) {
        return;
      }
      outbox.add(payload(topic, subject));
      if (!isSending) {
        isSending = true;
        sender().execute(this::sendAll);
      }
    }
  }

  @Override
  public void sendWithCommit(Handle handle, String topic, String subject) {
    notify(handle, payload(topic, subject));
  }

  @Override
  public Registration listen(String topic, Consumer<String> reader) {
    Registration registration = here.listen(topic, reader);
    synchronized (lock) {
      if (listener == null && !closed) {
        listener = new PostgresListener(database.dataSource(), channel, this::receive);
        listener.start();
      }
    }
    return registration;
  }

  @Override
  public void close() {
    ExecutorService lastSender;
    PostgresListener lastListener;
    synchronized (lock) {
      closed = true;
      lastSender = sender;
      lastListener = listener;
    }
    here.close();
    if (lastSender != null) {
      finish(lastSender);
    }
    if (lastListener != null) {
      lastListener.close();
    }
  }

  /** What was sent before the end still goes out, as long as the database takes it. */
  private static void finish(ExecutorService sender) {
    sender.shutdown();
    try {
      if (!sender.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        log.debug("The last signals are lost, others will find out by looking");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ExecutorService sender() {
    if (sender == null) {
      sender =
          Executors.newSingleThreadExecutor(
              task -> {
                Thread thread = new Thread(null, task, "ollio-signal", 0, false);
                thread.setDaemon(true);
                return thread;
              });
    }
    return sender;
  }

  private void sendAll() {
    for (Set<String> due = takeOutbox(); !due.isEmpty(); due = takeOutbox()) {
      Set<String> payloads = due;
      try {
        units.write(
            handle -> {
              payloads.forEach(payload -> notify(handle, payload));
              return true;
            });
      } catch (StoreUnavailable e) {
        log.debug("{} signals are lost, others will find out by looking", payloads.size(), e);
      }
    }
  }

  private Set<String> takeOutbox() {
    synchronized (lock) {
      Set<String> due = new LinkedHashSet<>(outbox);
      outbox.clear();
      isSending = !due.isEmpty();
      return due;
    }
  }

  private void notify(Handle handle, String payload) {
    handle.select("select pg_notify(?, ?)", channel, payload).mapTo(String.class).list();
  }

  private String payload(String topic, String subject) {
    return self + "/" + topic + "/" + subject;
  }

  /** A signal from the database; null when some may have been lost. */
  private void receive(@Nullable String payload) {
    if (payload == null) {
      here.sendToAll();
      return;
    }
    String[] parts = payload.split("/", 3);
    if (parts.length == 3 && !parts[0].equals(self)) {
      here.send(parts[1], parts[2]);
    }
  }
}
