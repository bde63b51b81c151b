package io.ollio.sandbox.e2b;

import io.ollio.OllioException;
import io.ollio.sandbox.SandboxException;
import io.ollio.sandbox.SandboxException.AuthenticationFailed;
import io.ollio.sandbox.SandboxException.OperationFailed;
import io.ollio.sandbox.SandboxException.QuotaExceeded;
import io.ollio.sandbox.SandboxException.SandboxGone;
import io.ollio.sandbox.SandboxId;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bException.NotEnoughSpace;
import io.ollio.sandbox.e2b.api.E2bException.OutcomeUnknown;
import io.ollio.sandbox.e2b.api.E2bException.SandboxNotFound;
import io.ollio.sandbox.e2b.api.E2bException.TimedOut;
import io.ollio.sandbox.e2b.api.E2bException.Unavailable;
import io.ollio.sandbox.e2b.client.E2bClient;
import io.ollio.sandbox.e2b.client.RemoteSandbox;
import io.ollio.sandbox.e2b.control.SandboxInfo;
import io.ollio.sandbox.e2b.http.Shield;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sandbox through its life: carries out operations on it, resumes it when it was paused, and
 * tells a lost sandbox from a broken connection. Thread-safe.
 */
final class Session {
  private static final Logger log = LoggerFactory.getLogger(Session.class);
  private static final Duration LONGEST_REFRESH = Duration.ofHours(1);

  private final E2bClient client;
  private final InstantSource clock;
  private final SandboxId id;
  private final ContentDigest digest;
  private final InUse inUse = new InUse();
  private volatile RemoteSandbox remote;
  private volatile Duration lease;
  private volatile Instant leaseEnd;
  private volatile Instant lastUse;
  private volatile boolean closed;
  private Optional<String> pausedContent = Optional.empty();

  Session(
      E2bClient client,
      RemoteSandbox remote,
      Duration lease,
      String workspace,
      InstantSource clock) {
    this.client = client;
    this.remote = remote;
    this.clock = clock;
    this.id = new SandboxId(remote.id());
    this.digest = new ContentDigest(workspace);
    this.lease = lease;
    this.lastUse = clock.instant();
    this.leaseEnd = lastUse.plus(lease);
  }

  SandboxId id() {
    return id;
  }

  RemoteSandbox remote() {
    return remote;
  }

  Duration lease() {
    return lease;
  }

  /** Carries out an operation that may be repeated when the sandbox was found paused. */
  <T> T call(Function<RemoteSandbox, T> operation) {
    check();
    use();
    try {
      return operation.apply(remote);
    } catch (SandboxNotFound e) {
      if (closed || !resumeIfPaused(e)) {
        throw gone(e);
      }
      return once(operation);
    } catch (E2bException e) {
      throw translated(e);
    } finally {
      release();
    }
  }

  /** Carries out an operation that must not be repeated. */
  <T> T once(Function<RemoteSandbox, T> operation) {
    check();
    use();
    try {
      return operation.apply(remote);
    } catch (E2bException e) {
      throw translated(e);
    } finally {
      release();
    }
  }

  /** Throws unless the sandbox is there. */
  void probe() {
    boolean isThere = call(RemoteSandbox::isRunning);
    if (!isThere && !call(sandbox -> resumeIfPaused(lost(sandbox)))) {
      throw new SandboxGone(id);
    }
  }

  void extendLease(Duration duration) {
    call(
        sandbox -> {
          sandbox.setTimeout(duration);
          return sandbox;
        });
    lease = duration;
    leaseEnd = clock.instant().plus(duration);
  }

  /** It was there before and lives until then. */
  Session until(Instant end) {
    leaseEnd = end;
    return this;
  }

  /** Called while a command runs: keeps the lease from ending under it. */
  void extendLeaseInUse() {
    Instant now = clock.instant();
    if (Duration.between(now, leaseEnd).compareTo(lease.dividedBy(2)) >= 0) {
      return;
    }
    Duration more = lease.compareTo(LONGEST_REFRESH) > 0 ? LONGEST_REFRESH : lease;
    try {
      remote.refresh(more);
      leaseEnd = now.plus(more);
    } catch (E2bException e) {
      log.warn("The lease of sandbox {} could not be extended under a command", id, e);
    }
  }

  /**
   * Pauses the sandbox and remembers what its files are, unless operations under way are still
   * changing them. Operations that begin meanwhile wait.
   */
  synchronized void pause() {
    check();
    inUse.close();
    try {
      pauseWith(inUse.isUsed() ? Optional.empty() : Optional.of(digest.of(remote)));
    } catch (E2bException e) {
      throw translated(e);
    } finally {
      inUse.open();
    }
  }

  /** Pauses it when nobody has used it for this long. */
  synchronized void pauseIfIdle(Duration idle) {
    long before = inUse.uses();
    boolean isIdle =
        !inUse.isUsed() && !lastUse.plus(idle).isAfter(clock.instant()) && pausedContent.isEmpty();
    if (!isIdle || closed) {
      return;
    }
    try {
      String content = digest.of(remote);
      if (inUse.closeUnlessUsedSince(before)) {
        log.debug("Pausing sandbox {}, not used for {}", id, idle);
        pauseThenOpen(content);
      }
    } catch (E2bException e) {
      throw translated(e);
    }
  }

  private void pauseThenOpen(String content) {
    try {
      pauseWith(Optional.of(content));
    } finally {
      inUse.open();
    }
  }

  private void pauseWith(Optional<String> content) {
    boolean isPaused = false;
    pausedContent = content;
    try {
      remote.pause();
      isPaused = true;
    } finally {
      if (!isPaused) {
        pausedContent = Optional.empty();
      }
    }
  }

  void close() {
    closed = true;
    Shield.run(
        () -> {
          try {
            remote.kill();
          } catch (E2bException e) {
            log.warn("Sandbox {} could not be ended; it ends with its lease", id, e);
          }
        });
  }

  boolean isClosed() {
    return closed;
  }

  /** A name that nothing else has. */
  String newName() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** Cleans up; a failure is not worth more than a line in the log. */
  void quietly(Runnable action) {
    Shield.run(
        () -> {
          try {
            action.run();
          } catch (E2bException e) {
            log.debug("Cleaning up in sandbox {} failed", id, e);
          }
        });
  }

  /** What a failure means to the port's users. */
  OllioException translated(E2bException e) {
    if (closed || e instanceof SandboxNotFound) {
      return gone(e);
    }
    if (isDoubtful(e) && isLost()) {
      return gone(e);
    }
    if (e instanceof NotEnoughSpace) {
      return new QuotaExceeded("The disk of sandbox " + id + " is full: " + e.getMessage(), e);
    }
    if (e instanceof E2bException.AuthenticationFailed) {
      return new AuthenticationFailed(e.getMessage(), e);
    }
    return new OperationFailed(e.getMessage(), e.isRetryable(), e);
  }

  private SandboxException gone(E2bException e) {
    return new SandboxGone("Sandbox " + id + " is closed or has expired: " + e.getMessage(), e);
  }

  private void check() {
    if (closed) {
      throw new SandboxGone(id);
    }
  }

  /** Somebody uses it from now on, so that it is not idle; {@link #release} must follow. */
  void use() {
    inUse.begin();
    lastUse = clock.instant();
  }

  void release() {
    lastUse = clock.instant();
    inUse.end();
  }

  private static boolean isDoubtful(E2bException e) {
    return e instanceof OutcomeUnknown || e instanceof TimedOut || e instanceof Unavailable;
  }

  private boolean isLost() {
    try {
      return !remote.isRunning();
    } catch (E2bException unknown) {
      log.debug("Whether sandbox {} still runs cannot be seen", id, unknown);
      return false;
    }
  }

  private static SandboxNotFound lost(RemoteSandbox sandbox) {
    return new SandboxNotFound("Sandbox " + sandbox.id() + " does not run", 502, null);
  }

  /** The proxies say "not found" of a paused sandbox, too; only the control plane knows. */
  private synchronized boolean resumeIfPaused(SandboxNotFound cause) {
    try {
      SandboxInfo info = client.control().info(id.value());
      if (!info.isPaused()) {
        return info.isRunning() && remote.isRunning();
      }
      log.debug("Resuming sandbox {}: {}", id, cause.getMessage());
      remote = remote.resume(lease);
      leaseEnd = clock.instant().plus(lease);
      compareContent();
      return true;
    } catch (SandboxNotFound e) {
      return false;
    } catch (E2bException e) {
      throw translated(e);
    }
  }

  private void compareContent() {
    Optional<String> before = pausedContent;
    pausedContent = Optional.empty();
    if (before.isPresent() && !before.get().equals(digest.of(remote))) {
      throw new SandboxGone(
          "The files of sandbox " + id + " are not what they were when it was paused", null);
    }
  }
}
