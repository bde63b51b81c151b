package io.ollio.project;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.StorableText;
import io.ollio.file.FileTree;
import java.util.Optional;

/** The generations of a {@link ProjectStore}, whose rules on threads and owners apply. */
public interface Generations {
  /**
   * The last finished step of a running generation: what is needed to go on from there.
   *
   * @param generation whose
   * @param attempt which start of the generation wrote it
   * @param step number of finished steps
   * @param transcript the conversation with the model, as JSON text; opaque here
   * @param files the sandbox's files after the step
   */
  record Checkpoint(
      GenerationId generation, int attempt, int step, String transcript, FileTree files) {
    /** Cleans the transcript. */
    public Checkpoint {
      transcript = StorableText.clean(transcript);
    }
  }

  /**
   * Adds a generation.
   *
   * @throws ProjectException.ProjectNotFound see {@link Projects#getOwned}
   * @throws ProjectException.Forbidden see {@link Projects#getOwned}
   * @throws ProjectException.KeyInUse when the owner has used the idempotency key, or the id is
   *     taken
   */
  void add(Generation generation);

  /** The generation, when the reader may read its project. */
  Optional<Generation> find(OwnerId reader, GenerationId id);

  /** The owner's generation that was submitted with this key, when its project is not deleted. */
  Optional<Generation> findByKey(OwnerId owner, String idempotencyKey);

  /**
   * The generations of a project; the page's position is a generation's id.
   *
   * @throws ProjectException.ProjectNotFound when the reader may not know the project
   */
  Page<Generation> list(OwnerId reader, ProjectId project, PageRequest page);

  /**
   * Changes the state if nobody else has meanwhile: only when status and attempt are still the
   * expected ones. Tells whether it did. A final state never changes again. Works on a generation
   * of a deleted project too, so that it can end.
   */
  boolean changeState(GenerationId id, Generation.State expected, Generation.State next);

  /**
   * Stores a checkpoint, replacing the one before.
   *
   * @throws ProjectException.StaleAttempt when the generation does not run, or another attempt runs
   */
  void saveCheckpoint(Checkpoint checkpoint);

  /**
   * The last checkpoint; also of a failed or cancelled generation, whose files it keeps until
   * {@link EventLog#deleteEndedBefore}.
   */
  Optional<Checkpoint> checkpoint(GenerationId id);
}
