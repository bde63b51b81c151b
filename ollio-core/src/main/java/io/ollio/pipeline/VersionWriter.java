package io.ollio.pipeline;

import io.ollio.IdSource;
import io.ollio.agent.AgentResult;
import io.ollio.agent.AgentResult.Ending;
import io.ollio.file.FileTree;
import io.ollio.generation.PreviewPublisher;
import io.ollio.generation.Storage;
import io.ollio.project.Generation;
import io.ollio.project.Generation.Usage;
import io.ollio.project.ProjectException.RevisionConflict;
import io.ollio.project.Version;
import io.ollio.project.VersionId;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the files of a finished run a version of the project. */
final class VersionWriter {
  private static final Logger log = LoggerFactory.getLogger(VersionWriter.class);
  private static final int MAX_REBASES = 5;

  private final Storage storage;
  private final PreviewPublisher previews;
  private final Settlement settlement;
  private final IdSource ids;
  private final InstantSource clock;

  VersionWriter(
      Storage storage,
      PreviewPublisher previews,
      Settlement settlement,
      IdSource ids,
      InstantSource clock) {
    this.storage = storage;
    this.previews = previews;
    this.settlement = settlement;
    this.ids = ids;
    this.clock = clock;
  }

  /** Stores the version; when the host has added one meanwhile, our changes go on top of it. */
  void write(
      Generation generation,
      AgentResult result,
      Optional<Version> base,
      FileTree made,
      Usage usage) {
    FileChanges changes = FileChanges.between(filesOf(base), made);
    Optional<Version> head = base;
    for (int tries = 1; ; tries++) {
      Version version = next(generation, head, changes.applyTo(filesOf(head)), result);
      try {
        Optional<URI> preview = publish(generation, version);
        String reason = result.ending() == Ending.FINISHED ? "" : result.ending().name();
        settlement.succeed(
            generation, new Settlement.Success(version, version.summary(), reason, preview), usage);
        return;
      } catch (RevisionConflict e) {
        if (tries == MAX_REBASES) {
          throw e;
        }
        log.info("Version {} is taken, building on the new head", version.number());
        head = storage.projects().versions().head(generation.owner(), generation.project());
      }
    }
  }

  /** A preview that cannot be shown now must not cost a finished version. */
  private Optional<URI> publish(Generation generation, Version version) {
    try {
      return previews.publish(generation.owner(), generation.id(), version);
    } catch (RuntimeException e) {
      log.warn("Generation {} has no preview", generation.id(), e);
      return Optional.empty();
    }
  }

  private Version next(
      Generation generation, Optional<Version> head, FileTree files, AgentResult result) {
    String summary = result.summary().isBlank() ? result.detail() : result.summary();
    return new Version(
        new VersionId(ids.get()),
        generation.project(),
        head.map(Version::number).orElse(0) + 1,
        head.map(Version::id),
        files,
        summary.isBlank() ? "Done" : summary,
        clock.instant());
  }

  private static FileTree filesOf(Optional<Version> version) {
    return version.map(Version::files).orElse(FileTree.empty());
  }
}
