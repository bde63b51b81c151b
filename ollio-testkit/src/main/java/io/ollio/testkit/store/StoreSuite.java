package io.ollio.testkit.store;

import io.ollio.IdSource;
import io.ollio.OwnerId;
import io.ollio.UnitOfWork;
import io.ollio.project.Generation;
import io.ollio.project.Message;
import io.ollio.project.Project;
import io.ollio.project.ProjectStore;
import io.ollio.project.Version;
import io.ollio.testkit.time.ManualTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What the contracts of this family share: a fresh fixture for each test, and rows to put into it.
 */
@Timeout(60)
public abstract class StoreSuite {
  /** Owner of most rows. */
  protected static final OwnerId ANN = OwnerId.of("ann");

  /** Somebody else. */
  protected static final OwnerId BOB = OwnerId.of("bob");

  /** A third one. */
  protected static final OwnerId CAT = OwnerId.of("cat");

  private StoreFixture fixture;
  private StoreSamples samples;

  /** A contract; its tests run for each adapter that extends it. */
  protected StoreSuite() {}

  /** Opens an empty family of adapters. */
  protected abstract StoreFixture open() throws Exception;

  @BeforeEach
  final void openFixture() throws Exception {
    fixture = open();
    samples = new StoreSamples(new IdSource(fixture.time(), new Random(42)), fixture.time());
  }

  @AfterEach
  final void closeFixture() throws Exception {
    fixture.close();
  }

  /** The family under test. */
  protected final StoreFixture fixture() {
    return fixture;
  }

  /** The store under test. */
  protected final ProjectStore store() {
    return fixture.store();
  }

  /** The unit of work under test. */
  protected final UnitOfWork unitOfWork() {
    return fixture.unitOfWork();
  }

  /** The clock of the family. */
  protected final ManualTime time() {
    return fixture.time();
  }

  /** Rows to store. */
  protected final StoreSamples samples() {
    return samples;
  }

  /** Lets a second pass, so that what comes next is newer. */
  protected final void tick() {
    time().advance(Duration.ofSeconds(1));
  }

  /** A stored private project. */
  protected final Project savedProject(OwnerId owner) {
    return savedProject(owner, Project.Sharing.PRIVATE);
  }

  /** A stored project, newer than those before. */
  protected final Project savedProject(OwnerId owner, Project.Sharing sharing) {
    tick();
    Project project = samples.project(owner).withSharing(sharing);
    store().projects().add(project);
    return project;
  }

  /** A stored project that is deleted. */
  protected final Project deletedProject(OwnerId owner) {
    Project project = savedProject(owner);
    delete(project);
    return project;
  }

  /** Deletes a project as its owner does. */
  protected final void delete(Project project) {
    store()
        .projects()
        .update(project.owner(), project.id(), row -> row.withStatus(Project.Status.DELETED));
  }

  /** A stored message, newer than those before. */
  protected final Message savedMessage(Project project) {
    tick();
    Message message = samples.message(project);
    store().messages().append(project.owner(), message);
    return message;
  }

  /** The next version of a project, stored. */
  protected final Version savedVersion(Project project) {
    tick();
    Optional<Version> head = store().versions().head(project.owner(), project.id());
    Version version = samples.version(project, head);
    store().versions().append(project.owner(), version);
    return version;
  }

  /** A stored generation that waits, with its prompt. */
  protected final Generation savedGeneration(Project project) {
    Generation generation = samples.generation(project, savedMessage(project));
    store().generations().add(generation);
    return generation;
  }

  /** A stored generation whose first attempt runs. */
  protected final Generation runningGeneration(Project project) {
    Generation waiting = savedGeneration(project);
    return changed(waiting, samples.state(Generation.Status.RUNNING, 1));
  }

  /** Changes the state of a stored generation. */
  protected final Generation changed(Generation generation, Generation.State next) {
    if (!store().generations().changeState(generation.id(), generation.state(), next)) {
      throw new AssertionError("Cannot change generation " + generation.id() + " to " + next);
    }
    return generation.withState(next);
  }
}
