package io.ollio.pipeline;

import io.ollio.IdSource;
import io.ollio.UnitOfWork;
import io.ollio.audit.AuditEntry;
import io.ollio.audit.AuditEntry.Kind;
import io.ollio.audit.AuditLog;
import io.ollio.generation.Storage;
import io.ollio.project.Generation;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.Isolation;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.tool.Workspace;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Writes what one generation does into the audit trail. A command is entered before it runs, and
 * does not run when that fails.
 */
final class AuditTrail implements Workspace.Listener {
  private static final int COMMAND_BEGINNING = 200;

  private final AuditLog log;
  private final UnitOfWork unitOfWork;
  private final IdSource ids;
  private final InstantSource clock;
  private final Generation generation;
  private final SandboxSpec spec;

  AuditTrail(
      Storage storage, IdSource ids, InstantSource clock, Generation generation, SandboxSpec spec) {
    this.log = storage.audit();
    this.unitOfWork = storage.unitOfWork();
    this.ids = ids;
    this.clock = clock;
    this.generation = generation;
    this.spec = spec;
  }

  void add(Kind kind, String detail) {
    log.append(
        new AuditEntry(
            ids.get(), generation.owner(), generation.id().value(), kind, detail, clock.instant()));
  }

  /** Every file of a change, all or none. */
  void addChanges(FileChanges changes) {
    unitOfWork.run(
        () -> {
          changes
              .written()
              .forEach(
                  (path, file) -> add(Kind.FILE_WRITTEN, path + ", " + file.size() + " bytes"));
          changes.removed().forEach(path -> add(Kind.FILE_REMOVED, path.value()));
        });
  }

  @Override
  public void onOpened(Isolation isolation) {
    String template = spec.template().isEmpty() ? "" : ", template " + spec.template();
    add(
        Kind.SANDBOX_OPENED,
        String.format(
            Locale.ROOT,
            "isolation %s, network %s, %d MiB of memory, %.1f processors, lease %d s%s",
            isolation.mechanism(),
            spec.network(),
            spec.resources().memoryBytes() >> 20,
            spec.resources().cpus(),
            spec.lease().toSeconds(),
            template));
  }

  @Override
  public void onClosed(boolean isLost) {
    add(Kind.SANDBOX_CLOSED, isLost ? "lost" : "closed");
  }

  @Override
  public void onCommand(Command command) {
    add(Kind.COMMAND, command.script());
  }

  @Override
  public void onCommandEnded(Command command, CommandResult result) {
    String ending =
        result
            .limitHit()
            .map(limit -> "ended by its limit of " + limit)
            .orElse("exit code " + result.exitCode());
    add(
        Kind.COMMAND_ENDED,
        ending + ", " + result.elapsed().toMillis() + " ms: " + beginning(command));
  }

  @Override
  public void onCommandFailed(Command command, RuntimeException cause) {
    add(
        Kind.COMMAND_ENDED,
        "no result, " + GenerationJob.codeOf(cause) + ": " + beginning(command));
  }

  private static String beginning(Command command) {
    String script = command.script();
    return script.length() <= COMMAND_BEGINNING
        ? script
        : script.substring(0, COMMAND_BEGINNING) + "…";
  }
}
