package io.ollio.tool;

import io.ollio.Cancellation;
import io.ollio.OperationCancelled;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.Isolation;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxCommands;
import io.ollio.sandbox.SandboxException.FileRefused;
import io.ollio.sandbox.SandboxException.OperationFailed;
import io.ollio.sandbox.SandboxException.QuotaExceeded;
import io.ollio.sandbox.SandboxException.SandboxGone;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.sandbox.SandboxSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A generation's files: a mirror in memory and a sandbox, which is opened and filled when the first
 * command needs it; a sandbox of a named template is opened by {@link #prepare}. Reads come from
 * the mirror, writes go to both, and after a command the mirror is read anew. When the sandbox is
 * lost, a new one is opened once for each operation and filled from the mirror; the disk of an old
 * sandbox is never trusted.
 *
 * <p>Thread-safety: any number of threads. Blocking: writes and commands. Lifetime: one attempt of
 * one generation; close it to close the sandbox. Limits: those of {@link WorkspaceLimits} and of
 * the sandbox.
 */
public final class Workspace implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Workspace.class);

  /** Directories that never belong to a version. */
  private static final List<String> EXCLUDED =
      List.of("node_modules", ".git", ".cache", ".npm", ".ollio");

  private final SandboxProvider provider;
  private final SandboxSpec spec;
  private final WorkspaceLimits limits;
  private final Cancellation cancellation;
  private final Listener listener;
  private final Turn turn;
  private volatile @Nullable Sandbox sandbox;
  private volatile boolean closed;
  private volatile FileTree mirror;
  private volatile boolean stale;

  private Workspace(
      SandboxProvider provider,
      SandboxSpec spec,
      WorkspaceLimits limits,
      FileTree files,
      Cancellation cancellation,
      Listener listener) {
    this.provider = provider;
    this.spec = spec;
    this.limits = limits;
    this.cancellation = cancellation;
    this.mirror = files;
    this.listener = listener;
    this.turn = new Turn(limits.patience(), cancellation);
  }

  /** Begins with these files. */
  public static Workspace open(
      SandboxProvider provider,
      SandboxSpec spec,
      WorkspaceLimits limits,
      FileTree files,
      Cancellation cancellation,
      Listener listener) {
    return new Workspace(provider, spec, limits, files, cancellation, listener);
  }

  /** Opens the sandbox of a named template, which has more files than the mirror knows. */
  public void prepare() {
    if (!spec.template().isEmpty()) {
      opened();
    }
  }

  /**
   * The files as they are now.
   *
   * @throws OperationFailed when an operation that another thread has begun does not end
   */
  public FileTree files() {
    if (sandbox != null) {
      turn.take(this::collect);
    }
    return mirror;
  }

  /** The files as last known, without waiting; what a command changed last may be missing. */
  public FileTree knownFiles() {
    return mirror;
  }

  /** The file at this path. */
  public Optional<FileContent> find(FilePath path) {
    return files().find(path);
  }

  /**
   * Creates or replaces a file.
   *
   * @throws QuotaExceeded when the project would become too large
   * @throws FileRefused when a segment of the path begins with a dot, or names a directory that
   *     never belongs to a project
   * @throws OperationFailed see {@link #files}
   */
  public void write(FilePath path, FileContent content) {
    if (path.isHidden() || path.segments().stream().anyMatch(EXCLUDED::contains)) {
      throw new FileRefused(path.value(), "is not a place for files of a project");
    }
    turn.take(() -> change(files().with(path, content), open -> open.files().write(path, content)));
  }

  /** Removes a file, if it is there; see {@link #write} for what can go wrong. */
  public void remove(FilePath path) {
    turn.take(() -> change(files().without(path), open -> open.files().delete(path)));
  }

  private FileTree change(FileTree next, Consumer<Sandbox> how) {
    limits.check(next);
    withOpen(how);
    mirror = next;
    return next;
  }

  /**
   * Runs a command; only when {@link #hasCommands}.
   *
   * @throws SandboxGone when the sandbox was lost after the command, before its changes were read:
   *     then a new one holds the files as they were before
   */
  public CommandResult run(Command command, CommandOutput output, Cancellation stop) {
    CommandResult result;
    try {
      result = withSandbox(open -> runIn(open, command, output, stop));
    } finally {
      stale = true;
    }
    // At once, so that what is wrong with the new files becomes the command's result.
    turn.take(this::collect)
        .ifPresent(
            lost -> {
              throw new SandboxGone(
                  "The command ran, but its sandbox was lost before its changes could be read. The"
                      + " files are as they were before it: run it again",
                  lost);
            });
    return result;
  }

  private CommandResult runIn(
      Sandbox open, Command command, CommandOutput output, Cancellation stop) {
    SandboxCommands commands = commandsOf(open);
    listener.onCommand(command);
    CommandResult result;
    try {
      result = commands.run(command, output, stop);
    } catch (RuntimeException e) {
      listener.onCommandFailed(command, e);
      throw e;
    }
    listener.onCommandEnded(command, result);
    return result;
  }

  /** Reads the files anew if need be; returns how the sandbox was lost if their changes are. */
  private Optional<SandboxGone> collect() {
    Sandbox current = sandbox;
    if (!stale || current == null) {
      return Optional.empty();
    }
    FileTree collected;
    stale = false;
    try {
      collected = current.files().collect(EXCLUDED);
    } catch (SandboxGone e) {
      logLoss(current, e);
      replace(current);
      return Optional.of(e);
    } catch (RuntimeException e) {
      stale = true;
      throw e;
    }
    limits.check(collected);
    mirror = collected;
    return Optional.empty();
  }

  /** Whether commands can be run. */
  public boolean hasCommands() {
    return provider.offersCommands();
  }

  /** What separates commands from the host. */
  public Isolation isolation() {
    return provider.isolation();
  }

  /** Starts the lease anew, so that the sandbox outlives the next step. */
  public void extendLease() {
    withOpen(open -> open.extendLease(spec.lease()));
  }

  /** Closes the sandbox without waiting for operations under way; none is replaced from now on. */
  @Override
  public void close() {
    closed = true;
    closeSandbox(false);
  }

  private void closeSandbox(boolean isLost) {
    Sandbox open;
    synchronized (this) {
      open = sandbox;
      sandbox = null;
    }
    if (open != null) {
      open.close();
      listener.onClosed(isLost);
    }
  }

  private static SandboxCommands commandsOf(Sandbox open) {
    return open.commands().orElseThrow(() -> new IllegalStateException(open.isolation().detail()));
  }

  /** Does it in the sandbox if one is open. */
  private void withOpen(Consumer<Sandbox> operation) {
    if (sandbox != null) {
      withSandbox(
          open -> {
            operation.accept(open);
            return open;
          });
    }
  }

  private <T> T withSandbox(Function<Sandbox, T> operation) {
    Sandbox current = opened();
    try {
      return operation.apply(current);
    } catch (SandboxGone e) {
      logLoss(current, e);
      return operation.apply(replace(current));
    }
  }

  private static void logLoss(Sandbox lost, SandboxGone cause) {
    log.warn("Sandbox {} is lost, its files go into a new one: {}", lost.id(), cause.getMessage());
  }

  private Sandbox opened() {
    Sandbox current = sandbox;
    return current == null ? turn.take(this::openNow) : current;
  }

  /** Opens the sandbox, unless another thread has done so. */
  private Sandbox openNow() {
    Sandbox current = sandbox;
    if (current != null) {
      return current;
    }
    if (closed) {
      throw new SandboxGone("The generation's work is over, its sandbox is closed", null);
    }
    Sandbox opened = openFilled();
    sandbox = opened;
    if (closed) {
      closeSandbox(false);
    }
    return opened;
  }

  /** Opens a new sandbox in place of a lost one, unless another thread has done so. */
  private Sandbox replace(Sandbox lost) {
    return turn.take(
        () -> {
          if (sandbox == lost) {
            stale = false;
            closeSandbox(true);
          }
          return openNow();
        });
  }

  private Sandbox openFilled() {
    Sandbox opened = provider.open(spec, cancellation);
    try {
      listener.onOpened(opened.isolation());
      if (!mirror.isEmpty()) {
        opened.files().writeAll(mirror.files());
      }
      return opened;
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Hears what a workspace does to sandboxes, whoever asked for it: a tool of the library or one of
   * the host's. Called on the thread that does it. What {@link #onCommand} throws keeps the command
   * from running.
   */
  public interface Listener {
    /** Hears nothing. */
    Listener SILENT = new Listener() {};

    /** A sandbox was opened. */
    default void onOpened(Isolation isolation) {}

    /**
     * The sandbox is no longer used.
     *
     * @param isLost whether it was gone before it was closed
     */
    default void onClosed(boolean isLost) {}

    /** A command is about to run. */
    default void onCommand(Command command) {}

    /** A command has ended. */
    default void onCommandEnded(Command command, CommandResult result) {}

    /**
     * A command gave no result: cancelled, or its sandbox failed. Whether it ran may be unknown.
     */
    default void onCommandFailed(Command command, RuntimeException cause) {}
  }

  /**
   * Lets one thread after the other work on something that may hang. Who has waited too long is
   * told so instead of hanging, too.
   */
  private static final class Turn {
    private static final long LOOK_MILLIS = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Duration patience;
    private final Cancellation cancellation;

    Turn(Duration patience, Cancellation cancellation) {
      this.patience = patience;
      this.cancellation = cancellation;
    }

    /**
     * Runs an operation when nobody else does.
     *
     * @throws OperationFailed when another one has gone on for longer than the patience; retryable
     * @throws OperationCancelled when cancelled while waiting
     */
    <T> T take(Supplier<T> operation) {
      await();
      try {
        return operation.get();
      } finally {
        lock.unlock();
      }
    }

    private void await() {
      long deadline = System.nanoTime() + patience.toNanos();
      try {
        while (!lock.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          cancellation.throwIfCancelled();
          if (System.nanoTime() - deadline > 0) {
            throw new OperationFailed(
                "An operation of the sandbox has not ended for " + patience.toMillis() + " ms",
                true,
                null);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OperationCancelled("Interrupted while waiting for the sandbox", e);
      }
    }
  }
}
