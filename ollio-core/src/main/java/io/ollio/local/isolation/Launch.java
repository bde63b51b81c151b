package io.ollio.local.isolation;

import io.ollio.file.FilePath;
import io.ollio.sandbox.SandboxSpec.Resources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A command that is to be started.
 *
 * @param seat what its sandbox got of this machine
 * @param workspace the directory that it may write to
 * @param directory where it runs, below the workspace; empty for the workspace
 * @param script what {@code bash -c} gets
 * @param environment variables that it sees
 * @param resources its bounds
 * @param timeLimit its longest run
 */
public record Launch(
    Seat seat,
    Path workspace,
    Optional<FilePath> directory,
    String script,
    Map<String, String> environment,
    Resources resources,
    Duration timeLimit) {}
