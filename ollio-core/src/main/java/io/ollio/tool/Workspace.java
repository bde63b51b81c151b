package io.ollio.tool;

import io.ollio.Cancellation;
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
import io.ollio.sandbox.SandboxException.QuotaExceeded;
import io.ollio.sandbox.SandboxException.SandboxGone;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.sandbox.SandboxSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A generation's files: a sandbox and a mirror of its files in memory. Reads come from the mirror,
 * writes go to both, and after a command the mirror is read anew. When the sandbox is lost, a new
 * one is opened once for each operation and filled from the mirror; the disk of an old sandbox is
 * never trusted.
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
  private volatile Sandbox sandbox;
  private volatile boolean closed;
  private volatile FileTree mirror;
  private boolean stale;

  private Workspace(
      SandboxProvider provider,
      SandboxSpec spec,
      WorkspaceLimits limits,
      FileTree files,
      Cancellation cancellation) {
    this.provider = provider;
    this.spec = spec;
    this.limits = limits;
    this.cancellation = cancellation;
    this.mirror = files;
    this.sandbox = openFilled();
  }

  /** Opens a sandbox and puts the files into it. */
  public static Workspace open(
      SandboxProvider provider,
      SandboxSpec spec,
      WorkspaceLimits limits,
      FileTree files,
      Cancellation cancellation) {
    return new Workspace(provider, spec, limits, files, cancellation);
  }

  /** The files as they are now. */
  public synchronized FileTree files() {
    if (stale) {
      FileTree collected = withSandbox(open -> open.files().collect(EXCLUDED));
      stale = false;
      limits.check(collected);
      mirror = collected;
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
   */
  public synchronized void write(FilePath path, FileContent content) {
    if (path.isHidden() || path.segments().stream().anyMatch(EXCLUDED::contains)) {
      throw new FileRefused(path.value(), "is not a place for files of a project");
    }
    FileTree next = files().with(path, content);
    limits.check(next);
    withSandbox(
        open -> {
          open.files().write(path, content);
          return path;
        });
    mirror = next;
  }

  /** Runs a command; only when {@link #hasCommands}. */
  public CommandResult run(Command command, CommandOutput output, Cancellation stop) {
    CommandResult result;
    try {
      result = withSandbox(open -> commandsOf(open).run(command, output, stop));
    } finally {
      markStale();
    }
    files(); // so that what is wrong with the new files becomes the command's result
    return result;
  }

  /** Whether commands can be run. */
  public boolean hasCommands() {
    return sandbox.commands().isPresent();
  }

  /** What separates commands from the host. */
  public Isolation isolation() {
    return sandbox.isolation();
  }

  /** Starts the lease anew, so that the sandbox outlives the next step. */
  public void extendLease() {
    withSandbox(
        open -> {
          open.extendLease(spec.lease());
          return open;
        });
  }

  /** Closes the sandbox without waiting for operations under way; none is replaced from now on. */
  @Override
  public void close() {
    closed = true;
    sandbox.close();
  }

  private synchronized void markStale() {
    stale = true;
  }

  private static SandboxCommands commandsOf(Sandbox open) {
    return open.commands().orElseThrow(() -> new IllegalStateException(open.isolation().detail()));
  }

  private <T> T withSandbox(Function<Sandbox, T> operation) {
    Sandbox current = sandbox;
    try {
      return operation.apply(current);
    } catch (SandboxGone e) {
      log.warn("Sandbox {} is lost, its files go into a new one: {}", current.id(), e.getMessage());
      return operation.apply(replace(current));
    }
  }

  /** Opens a new sandbox in place of a lost one, unless another thread has done so. */
  private synchronized Sandbox replace(Sandbox lost) {
    if (closed) {
      throw new SandboxGone(lost.id());
    }
    if (sandbox == lost) {
      lost.close();
      stale = false;
      sandbox = openFilled();
      if (closed) {
        sandbox.close();
      }
    }
    return sandbox;
  }

  private Sandbox openFilled() {
    Sandbox opened = provider.open(spec, cancellation);
    try {
      if (!mirror.isEmpty()) {
        opened.files().writeAll(mirror.files());
      }
      return opened;
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }
}
