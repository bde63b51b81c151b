package io.ollio.generation;

import io.ollio.OwnerId;
import io.ollio.project.GenerationId;
import io.ollio.project.Version;
import java.net.URI;
import java.util.Optional;

/** Makes a version visible under an address of its own. */
@FunctionalInterface
public interface PreviewPublisher {
  /** Shows nothing anywhere. */
  PreviewPublisher NONE = (owner, generation, version) -> Optional.empty();

  /**
   * The address under which the version can be seen once it is stored; empty when previews are off.
   *
   * @param owner whose version it is
   * @param generation what made it
   */
  Optional<URI> publish(OwnerId owner, GenerationId generation, Version version);
}
