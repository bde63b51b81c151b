package io.ollio.sandbox.e2b;

import io.ollio.Cancellation;
import io.ollio.OllioException;
import io.ollio.OperationCancelled;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.CommandOutput.Stream;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.CommandResult.Limit;
import io.ollio.sandbox.SandboxException.FileMissing;
import io.ollio.sandbox.SandboxException.SandboxGone;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bException.InvalidRequest;
import io.ollio.sandbox.e2b.api.E2bException.NotFound;
import io.ollio.sandbox.e2b.process.KeptOutput;
import io.ollio.sandbox.e2b.process.MarkedScript;
import io.ollio.sandbox.e2b.process.ProcessExit;
import io.ollio.sandbox.e2b.process.ProcessOutput;
import io.ollio.sandbox.e2b.process.ProcessRef;
import io.ollio.sandbox.e2b.process.ProcessRequest;
import io.ollio.sandbox.e2b.process.ProcessStream;
import io.ollio.sandbox.e2b.process.RemoteProcesses;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okio.AsyncTimeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One command: carries its output, watches its limits, ends it with all it has started. */
final class PortCommand {
  private static final Logger log = LoggerFactory.getLogger(PortCommand.class);

  /** Most output that passes at all, in bytes; {@code yes} makes this in a blink. */
  private static final long FLOOD_BYTES = 16L << 20;

  /** For the end of a command that was killed. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(3);

  private static final int KILLED_CODE = 137;

  /** Why a command was killed. */
  enum Cause {
    /** Its time was up. */
    TIME,
    /** It wrote far too much. */
    FLOOD,
    /** Its caller's work was cancelled. */
    CANCELLED,
    /** Its caller no longer wants it. */
    KILLED
  }

  private final Session session;
  private final Command command;
  private final MarkedScript script;
  private final ProcessRequest request;
  private final Carrier carrier;
  private final Executor executor;
  private final AtomicReference<@Nullable Cause> cause = new AtomicReference<>();
  private final AtomicBoolean isDying = new AtomicBoolean();
  private final Alarm deaf = new Alarm(this::listenNoLonger);
  private final long startNanos = System.nanoTime();
  private volatile @Nullable ProcessStream stream;
  private volatile boolean extendsLease;
  private volatile boolean isSent;
  private volatile @Nullable OllioException killFailure;

  PortCommand(
      Session session, String workspace, Command command, CommandOutput output, Executor executor) {
    this.session = session;
    this.command = command;
    this.script = new MarkedScript(command.script(), session.newName());
    this.request =
        script
            .request(command.environment())
            .in(command.directory().map(path -> workspace + "/" + path).orElse(workspace));
    this.carrier = new Carrier(command.outputLimit(), output);
    this.executor = executor;
  }

  /** Starts it; {@link #conduct} must follow on the same thread. */
  void start(boolean extendLease) {
    extendsLease = extendLease;
    Duration pulse = pulse(session.lease());
    session.use();
    boolean hasBegun = false;
    try {
      stream = session.call(sandbox -> begin(sandbox.processes().withPulse(pulse)));
      hasBegun = true;
    } finally {
      if (!hasBegun) {
        session.release();
      }
    }
    if (cause.get() != null) {
      killNow();
    }
  }

  long pid() {
    ProcessStream open = stream;
    return open == null ? 0 : open.pid();
  }

  /** Stays with it until it and everything it started are dead. */
  CommandResult conduct() {
    ProcessStream open = stream;
    if (open == null) {
      throw new IllegalStateException("The command was not started");
    }
    boolean hasEnded = false;
    Alarm alarm = new Alarm(() -> kill(Cause.TIME));
    alarm.set(command.timeLimit().minusNanos(System.nanoTime() - startNanos));
    try (open) {
      ProcessExit exit = session.once(sandbox -> open.await(carrier));
      hasEnded = true;
      return ended(exit);
    } catch (OperationCancelled e) {
      return givenUp(e);
    } finally {
      alarm.exit();
      deaf.exit();
      session.release();
      if (!hasEnded && !session.isClosed()) {
        session.quietly(() -> session.remote().processes().killTree(script));
      }
    }
  }

  /** Asks it to die; returns at once. Only the first cause counts. */
  void kill(Cause why) {
    if (cause.compareAndSet(null, why) && stream != null) {
      executor.execute(this::killNow);
    }
  }

  /** What cannot be killed, or lives on somewhere else, is soon no longer listened to. */
  private void killNow() {
    if (isDying.getAndSet(true)) {
      return;
    }
    try {
      session.remote().processes().killTree(script);
      deaf.set(LAST_WORDS);
    } catch (E2bException | OperationCancelled e) {
      log.debug("A command in sandbox {} could not be killed", session.id(), e);
      killFailure = e;
      listenNoLonger();
    }
  }

  private void listenNoLonger() {
    ProcessStream open = stream;
    if (open != null) {
      executor.execute(open::close);
    }
  }

  /**
   * Its end was not heard, because it was killed and something that it started holds its output.
   */
  private CommandResult givenUp(OperationCancelled e) {
    Cause why = cause.get();
    if (why == null || why == Cause.CANCELLED || Thread.currentThread().isInterrupted()) {
      throw e;
    }
    OllioException failure = killFailure;
    if (failure != null) {
      throw failure instanceof E2bException known ? session.translated(known) : failure;
    }
    return result(KILLED_CODE, why);
  }

  private ProcessStream begin(RemoteProcesses processes) {
    try {
      return isSent ? found(processes) : sent(processes);
    } catch (InvalidRequest e) {
      if (command.directory().isPresent() && e.getMessage().contains("cwd")) {
        throw new FileMissing(command.directory().get().value());
      }
      throw e;
    } catch (E2bException.TimedOut e) {
      session.quietly(() -> session.remote().processes().killTree(script));
      throw e;
    }
  }

  private ProcessStream sent(RemoteProcesses processes) {
    isSent = true;
    return processes.start(request, Cancellation.none());
  }

  /** It may have begun before the sandbox was paused. */
  private ProcessStream found(RemoteProcesses processes) {
    try {
      return processes.attach(ProcessRef.tag(script.mark()), Cancellation.none());
    } catch (NotFound neverBegun) {
      log.debug("A command had not begun when sandbox {} was paused", session.id(), neverBegun);
      return sent(processes);
    }
  }

  private CommandResult ended(ProcessExit exit) {
    if (session.isClosed()) {
      throw new SandboxGone(session.id());
    }
    Cause why = cause.get();
    if (why == Cause.CANCELLED) {
      throw new OperationCancelled("The command in sandbox " + session.id() + " was cancelled");
    }
    if (!exit.hasExited()) {
      // The waiting shell itself was killed, so nobody has cleaned up.
      session.quietly(() -> session.remote().processes().killTree(script));
    }
    return result(exit.shellCode(), why);
  }

  private CommandResult result(int code, @Nullable Cause why) {
    return new CommandResult(
        code,
        carrier.out.text(),
        carrier.err.text(),
        Duration.ofNanos(System.nanoTime() - startNanos),
        limit(why));
  }

  private static Optional<Limit> limit(@Nullable Cause why) {
    if (why == Cause.TIME) {
      return Optional.of(Limit.TIME);
    }
    return why == Cause.FLOOD ? Optional.of(Limit.OUTPUT) : Optional.empty();
  }

  /** Often enough to see a lease end. */
  private static Duration pulse(Duration lease) {
    Duration quarter = lease.dividedBy(4);
    Duration longest = Duration.ofSeconds(50);
    Duration chosen = quarter.compareTo(longest) < 0 ? quarter : longest;
    return chosen.toSeconds() < 1 ? Duration.ofSeconds(1) : chosen;
  }

  /** Runs an action later, on Okio's one thread for all time limits; it must be quick. */
  private static final class Alarm extends AsyncTimeout {
    private final Runnable action;

    Alarm(Runnable action) {
      this.action = action;
    }

    void set(Duration wait) {
      deadlineNanoTime(System.nanoTime() + Math.max(1, wait.toNanos()));
      enter();
    }

    @Override
    protected void timedOut() {
      action.run();
    }
  }

  private final class Carrier implements ProcessOutput {
    private final KeptOutput out;
    private final KeptOutput err;
    private final ProcessOutput text;
    private final long most;

    Carrier(int limit, CommandOutput listener) {
      this.out = new KeptOutput(limit);
      this.err = new KeptOutput(limit);
      this.text = ProcessOutput.text(listener);
      this.most = Math.max(FLOOD_BYTES, 4L * limit);
    }

    @Override
    public void onBytes(Stream stream, byte[] piece) {
      (stream == Stream.STDOUT ? out : err).append(piece);
      if (out.total() + err.total() > most) {
        if (cause.get() == null) {
          kill(Cause.FLOOD);
        }
        return;
      }
      text.onBytes(stream, piece);
    }

    @Override
    public void onPulse() {
      if (extendsLease) {
        session.extendLeaseInUse();
      }
    }

    @Override
    public void onEnd() {
      text.onEnd();
    }
  }
}
