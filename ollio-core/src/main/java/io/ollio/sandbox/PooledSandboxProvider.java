package io.ollio.sandbox;

import io.ollio.Cancellation;
import io.ollio.InvalidInput;
import io.ollio.sandbox.SandboxException.SandboxGone;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps sandboxes of one kind open so that the next one is handed out at once. Others are opened as
 * ever, and so is one of the kind when none is ready.
 *
 * <p>Lifetime: {@link #close} closes the sandboxes that nobody has taken, not the provider behind.
 * Limits: a sandbox waits no longer than the lease of its kind, then it is replaced; when it is
 * taken its lease starts anew. Its metadata stays that of the kind.
 */
public final class PooledSandboxProvider implements SandboxProvider, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PooledSandboxProvider.class);

  private final SandboxProvider provider;
  private final SandboxSpec kind;
  private final int size;
  private final Executor executor;
  private final Deque<Sandbox> ready = new ArrayDeque<>();
  private int opening;
  private boolean closed;

  /**
   * Starts to open the first ones.
   *
   * @param provider opens them
   * @param kind what to keep open; asked for again with any lease and metadata
   * @param size how many
   * @param executor opens them in the background; not closed by this
   */
  public PooledSandboxProvider(
      SandboxProvider provider, SandboxSpec kind, int size, Executor executor) {
    InvalidInput.check(size >= 1, "size", "is " + size + ", must be at least 1");
    this.provider = provider;
    this.kind = kind;
    this.size = size;
    this.executor = executor;
    refill();
  }

  @Override
  public Sandbox open(SandboxSpec spec, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    if (!isOfTheKind(spec)) {
      return provider.open(spec, cancellation);
    }
    Optional<Sandbox> taken = takeAlive(spec);
    refill();
    return taken.isPresent() ? taken.get() : provider.open(spec, cancellation);
  }

  @Override
  public Sandbox connect(SandboxId id, Cancellation cancellation) {
    return provider.connect(id, cancellation);
  }

  @Override
  public Isolation isolation() {
    return provider.isolation();
  }

  @Override
  public boolean offersCommands() {
    return provider.offersCommands();
  }

  /** Closes what waits; open sandboxes are their owners'. Opening goes on without a pool. */
  @Override
  public void close() {
    List<Sandbox> left;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(ready);
      ready.clear();
    }
    left.forEach(PooledSandboxProvider::discard);
  }

  private boolean isOfTheKind(SandboxSpec spec) {
    return spec.withLease(kind.lease()).withMetadata(kind.metadata()).equals(kind);
  }

  /** Those that cannot be used any more, e.g. as their lease ran out, are passed over. */
  private Optional<Sandbox> takeAlive(SandboxSpec spec) {
    for (Optional<Sandbox> next = take(); next.isPresent(); next = take()) {
      Sandbox taken = next.get();
      try {
        taken.extendLease(spec.lease());
        return next;
      } catch (SandboxGone expired) {
        discard(taken);
      } catch (SandboxException e) {
        LOG.warn("Sandbox {} of the pool does not answer", taken.id(), e);
        discard(taken);
      }
    }
    return Optional.empty();
  }

  private synchronized Optional<Sandbox> take() {
    return Optional.ofNullable(ready.poll());
  }

  /** A pool that cannot be filled is no reason not to hand out what there is. */
  private void refill() {
    for (int left = reserveMissing(); left > 0; left--) {
      try {
        executor.execute(this::openOne);
      } catch (RuntimeException e) {
        release(left);
        LOG.warn("The pool of sandboxes cannot be filled now; the next open tries again", e);
        return;
      }
    }
  }

  private synchronized int reserveMissing() {
    int missing = closed ? 0 : Math.max(0, size - ready.size() - opening);
    opening += missing;
    return missing;
  }

  private synchronized void release(int count) {
    opening -= count;
  }

  private void openOne() {
    Optional<Sandbox> opened = Optional.empty();
    try {
      opened = Optional.of(provider.open(kind, Cancellation.none()));
    } catch (RuntimeException e) {
      LOG.warn("A sandbox could not be opened ahead; the next open tries again", e);
    } finally {
      keepOrClose(opened);
    }
  }

  private void keepOrClose(Optional<Sandbox> opened) {
    boolean isKept;
    synchronized (this) {
      opening--;
      isKept = !closed && opened.map(ready::add).orElse(false);
    }
    if (!isKept) {
      opened.ifPresent(PooledSandboxProvider::discard);
    }
  }

  private static void discard(Sandbox sandbox) {
    try {
      sandbox.close();
    } catch (RuntimeException e) {
      LOG.warn("Sandbox {} could not be closed; it ends with its lease", sandbox.id(), e);
    }
  }
}
