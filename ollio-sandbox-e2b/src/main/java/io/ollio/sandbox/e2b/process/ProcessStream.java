package io.ollio.sandbox.e2b.process;

import io.ollio.sandbox.CommandOutput.Stream;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bException.NotFound;
import io.ollio.sandbox.e2b.api.E2bException.OutcomeUnknown;
import io.ollio.sandbox.e2b.api.E2bException.TimedOut;
import io.ollio.sandbox.e2b.api.E2bException.Unavailable;
import io.ollio.sandbox.e2b.rpc.ConnectStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running process that somebody listens to. When the connection breaks, the process is attached
 * to again; what it wrote meanwhile is lost, see {@link #hasGap}. Read by one thread; closed by
 * any. Closing it lets the process run on.
 */
public final class ProcessStream implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ProcessStream.class);

  /** Broken connections in a row, without a message in between. */
  private static final int MOST_BREAKS = 3;

  private final Function<ProcessRef, ConnectStream> attach;
  private volatile ConnectStream stream;
  private ProcessRef ref;
  private volatile long pid;
  private volatile boolean gap;
  private volatile boolean closed;
  private int breaks;
  private @Nullable E2bException lost;

  /**
   * On a stream that has just begun.
   *
   * @param attach opens a new stream to the process when this one breaks
   */
  ProcessStream(ConnectStream stream, ProcessRef ref, Function<ProcessRef, ConnectStream> attach) {
    this.stream = stream;
    this.ref = ref;
    this.attach = attach;
  }

  /** Waits until the process has begun; output that came before is not lost. */
  void awaitStart() {
    while (pid == 0) {
      ProcessEvent event = nextOrReattached();
      if (event.exit() != null) {
        throw new OutcomeUnknown("The " + ref + " ended before it began", 0, null);
      }
    }
  }

  /** The process id. */
  public long pid() {
    return pid;
  }

  /** Whether output may be missing, because the connection broke in between. */
  public boolean hasGap() {
    return gap;
  }

  /**
   * Listens until the process has ended.
   *
   * @throws E2bException.SandboxNotFound when its sandbox is gone; whether it ended is unknown
   * @throws E2bException.TimedOut at its time limit, or when the daemon fell silent
   * @throws OutcomeUnknown when the connection broke and the process is not found any more
   * @throws io.ollio.OperationCancelled when cancelled, interrupted or closed meanwhile
   */
  public ProcessExit await(ProcessOutput output) {
    while (true) {
      ProcessEvent event = nextOrReattached();
      output.onPulse();
      if (event.stdout().length > 0) {
        output.onBytes(Stream.STDOUT, event.stdout());
      }
      if (event.stderr().length > 0) {
        output.onBytes(Stream.STDERR, event.stderr());
      }
      ProcessExit exit = event.exit();
      if (exit != null) {
        output.onEnd();
        finish();
        return exit;
      }
    }
  }

  /** Listens no longer; the process runs on. */
  @Override
  public void close() {
    closed = true;
    stream.close();
  }

  private ProcessEvent nextOrReattached() {
    while (true) {
      try {
        ProcessEvent event = stream.next(ProcessEvent::read);
        if (event != null) {
          seen(event);
          return event;
        }
        reattach(new OutcomeUnknown("The stream of the " + ref + " was cut off", 0, null));
      } catch (OutcomeUnknown | Unavailable e) {
        reattach(e);
      } catch (NotFound e) {
        throw lost == null ? e : because(lost, e);
      }
    }
  }

  /** A process that is not found has ended long ago, or was never there: the break says it all. */
  private static E2bException because(E2bException lost, NotFound e) {
    lost.addSuppressed(e);
    return lost;
  }

  private void seen(ProcessEvent event) {
    breaks = 0;
    lost = null;
    if (event.isStart()) {
      pid = event.pid();
      ref = ProcessRef.pid(pid);
    }
  }

  private void reattach(E2bException broken) {
    stream.close();
    E2bException cause = sinceItRuns(broken);
    lost = cause;
    while (!closed && ++breaks <= MOST_BREAKS) {
      log.warn("Attaching to the {} again: {}", ref, cause.getMessage());
      try {
        stream = attach.apply(ref);
        gap = true;
        if (closed) {
          stream.close();
        }
        return;
      } catch (NotFound e) {
        throw because(cause, e);
      } catch (OutcomeUnknown | Unavailable | TimedOut e) {
        cause.addSuppressed(e);
      }
    }
    throw cause;
  }

  /** Who says that nothing was done speaks of the stream: the process has begun. */
  private E2bException sinceItRuns(E2bException broken) {
    return pid == 0 || broken instanceof OutcomeUnknown
        ? broken
        : new OutcomeUnknown(broken.getMessage(), broken.status(), broken);
  }

  /** The end is known; the rest of the stream, if it comes, lets the connection be used again. */
  private void finish() {
    try {
      stream.next(ProcessEvent::read);
    } catch (E2bException e) {
      log.debug("The stream of the {} was cut off after the end", ref, e);
    } finally {
      stream.close();
    }
  }
}
