package io.ollio.testkit.project;

import io.ollio.testkit.store.StoreFixture;
import org.junit.jupiter.api.Nested;

/** What every {@link io.ollio.project.ProjectStore} does, part by part. */
public abstract class ProjectStoreContract {
  /** A contract. */
  protected ProjectStoreContract() {}

  /** Opens an empty family of adapters. */
  protected abstract StoreFixture open() throws Exception;

  @Nested
  class OfProjects extends ProjectsContract {
    @Override
    protected StoreFixture open() throws Exception {
      return ProjectStoreContract.this.open();
    }
  }

  @Nested
  class OfProjectListings extends ProjectListingContract {
    @Override
    protected StoreFixture open() throws Exception {
      return ProjectStoreContract.this.open();
    }
  }

  @Nested
  class OfMessages extends MessagesContract {
    @Override
    protected StoreFixture open() throws Exception {
      return ProjectStoreContract.this.open();
    }
  }

  @Nested
  class OfVersions extends VersionsContract {
    @Override
    protected StoreFixture open() throws Exception {
      return ProjectStoreContract.this.open();
    }
  }

  @Nested
  class OfGenerations extends GenerationsContract {
    @Override
    protected StoreFixture open() throws Exception {
      return ProjectStoreContract.this.open();
    }
  }

  @Nested
  class OfCheckpoints extends CheckpointsContract {
    @Override
    protected StoreFixture open() throws Exception {
      return ProjectStoreContract.this.open();
    }
  }

  @Nested
  class OfEvents extends EventLogContract {
    @Override
    protected StoreFixture open() throws Exception {
      return ProjectStoreContract.this.open();
    }
  }

  @Nested
  class OfWaitingForEvents extends EventWaitingContract {
    @Override
    protected StoreFixture open() throws Exception {
      return ProjectStoreContract.this.open();
    }
  }

  @Nested
  class OfRetention extends RetentionContract {
    @Override
    protected StoreFixture open() throws Exception {
      return ProjectStoreContract.this.open();
    }
  }
}
