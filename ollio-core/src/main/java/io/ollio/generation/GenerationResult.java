package io.ollio.generation;

import io.ollio.file.FileTree;
import io.ollio.project.GenerationId;
import io.ollio.project.Version;
import java.net.URI;
import java.util.Optional;

/**
 * What a successful generation made.
 *
 * @param generation which one
 * @param version the stored version with all files
 * @param preview where it can be looked at; empty when previews are off
 */
public record GenerationResult(GenerationId generation, Version version, Optional<URI> preview) {
  /** All files of the component. */
  public FileTree files() {
    return version.files();
  }

  /** What the model says about it. */
  public String summary() {
    return version.summary();
  }
}
