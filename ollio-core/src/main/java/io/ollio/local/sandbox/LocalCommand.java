package io.ollio.local.sandbox;

import io.ollio.local.isolation.IsolatedProcess;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.CommandResult.Limit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A started command: carries its output, watches its limits, ends it. Thread-safe. */
final class LocalCommand {
  /** Why a command was killed. */
  enum Cause {
    /** A limit was hit. */
    LIMIT,
    /** Its caller's work was cancelled. */
    CANCELLED,
    /** Its caller no longer wants it. */
    KILLED,
    /** Its output's listener threw. */
    LISTENER,
    /** Its sandbox was closed. */
    CLOSED
  }

  /** Most output that passes at all, in bytes; {@code yes} makes this in a blink. */
  private static final long FLOOD_BYTES = 50L << 20;

  private static final long TICK_MILLIS = 50;
  private static final int SIGXCPU = 24;
  private static final int SIGXFSZ = 25;
  private static final long PATIENCE_MILLIS = 5_000;

  private final IsolatedProcess process;
  private final Duration timeLimit;
  private final long startNanos = System.nanoTime();
  private final AtomicReference<@Nullable Cause> cause = new AtomicReference<>();
  private final AtomicLong outputBytes = new AtomicLong();
  private final LimitWatch watch;
  private final OutputPump stdout;
  private final OutputPump stderr;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable Limit limit;
  private volatile @Nullable RuntimeException listenerFailure;

  LocalCommand(IsolatedProcess process, Command command, CommandOutput output, LimitWatch watch) {
    this.process = process;
    this.timeLimit = command.timeLimit();
    this.watch = watch;
    CommandOutput oneAtATime = serialized(output);
    OutputPump.Gauge gauge = new Gauge(Math.max(FLOOD_BYTES, 4L * command.outputLimit()));
    this.stdout =
        new OutputPump(
            process.process().getInputStream(),
            CommandOutput.Stream.STDOUT,
            command.outputLimit(),
            oneAtATime,
            gauge);
    this.stderr =
        new OutputPump(
            process.process().getErrorStream(),
            CommandOutput.Stream.STDERR,
            command.outputLimit(),
            oneAtATime,
            gauge);
  }

  /** Process id as the host sees it. */
  long pid() {
    return process.process().pid();
  }

  /**
   * Stays with the command until it and everything it started are dead.
   *
   * <p>When the thread is interrupted the command is killed as cancelled, and the flag set again.
   */
  CommandResult conduct() {
    Thread out = carry(stdout, "stdout");
    Thread err = carry(stderr, "stderr");
    boolean interrupted = false;
    while (process.process().isAlive()) {
      interrupted |= pause();
      lookAtLimits();
    }
    watch.end();
    process.sweep();
    interrupted |= finish(out, stdout);
    interrupted |= finish(err, stderr);
    over.countDown();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return result();
  }

  /** Asks it to die; returns at once. Only the first cause counts. */
  void kill(Cause why) {
    cause.compareAndSet(null, why);
    process.kill();
  }

  /** Returns when it is dead and its output is through, or after {@value #PATIENCE_MILLIS} ms. */
  void awaitEnd() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    boolean interrupted = false;
    while (over.getCount() > 0 && System.nanoTime() < deadline) {
      try {
        over.await(TICK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Why it was killed; empty when it was not. */
  Optional<Cause> cause() {
    return Optional.ofNullable(cause.get());
  }

  /** What its listener threw. */
  Optional<RuntimeException> listenerFailure() {
    return Optional.ofNullable(listenerFailure);
  }

  /** Waits for the end or a tick; tells whether the thread was interrupted. */
  private boolean pause() {
    try {
      process.process().waitFor(tickMillis(), TimeUnit.MILLISECONDS);
      return false;
    } catch (InterruptedException e) {
      kill(Cause.CANCELLED);
      return true;
    }
  }

  private long tickMillis() {
    return Math.max(1, Math.min(TICK_MILLIS, timeLimit.minus(elapsed()).toMillis()));
  }

  private void lookAtLimits() {
    if (cause.get() != null) {
      process.kill();
    } else if (process.process().isAlive()) {
      hitLimit().ifPresent(this::stop);
    }
  }

  private Optional<Limit> hitLimit() {
    return elapsed().compareTo(timeLimit) >= 0 ? Optional.of(Limit.TIME) : watch.look();
  }

  private void stop(Limit hit) {
    if (cause.compareAndSet(null, Cause.LIMIT)) {
      limit = hit;
    }
    process.kill();
  }

  private CommandResult result() {
    return new CommandResult(
        process.process().exitValue(),
        stdout.text(),
        stderr.text(),
        elapsed(),
        Optional.ofNullable(limit).or(() -> limitOfExitCode(process.process().exitValue())));
  }

  /** The kernel's signals for a file that grew too large and for used up processor time. */
  private static Optional<Limit> limitOfExitCode(int exitCode) {
    return switch (exitCode) {
      case 128 + SIGXFSZ -> Optional.of(Limit.DISK);
      case 128 + SIGXCPU -> Optional.of(Limit.CPU);
      default -> Optional.empty();
    };
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  private static Thread carry(OutputPump pump, String name) {
    Thread thread = new Thread(null, pump, "ollio-command-" + name, 0, false);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Lets the rest of the output through; a process that escaped may hold the stream open. */
  private static boolean finish(Thread thread, OutputPump pump) {
    boolean interrupted = false;
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (thread.isAlive() && System.nanoTime() < deadline) {
      try {
        thread.join(TICK_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    pump.mute();
    return interrupted;
  }

  private static CommandOutput serialized(CommandOutput output) {
    Object turn = new Object();
    return (stream, text) -> {
      synchronized (turn) {
        output.onOutput(stream, text);
      }
    };
  }

  private final class Gauge implements OutputPump.Gauge {
    private final long most;

    Gauge(long most) {
      this.most = most;
    }

    @Override
    public void passed(int bytes) {
      if (outputBytes.addAndGet(bytes) > most) {
        stop(Limit.OUTPUT);
      }
    }

    @Override
    public void failed(RuntimeException failure) {
      listenerFailure = failure;
      kill(Cause.LISTENER);
    }
  }
}
