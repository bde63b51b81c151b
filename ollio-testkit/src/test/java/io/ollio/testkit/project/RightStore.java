package io.ollio.testkit.project;

import io.ollio.project.ProjectStore;
import io.ollio.testkit.store.InMemoryFixture;
import io.ollio.testkit.store.StoreFixture;
import io.ollio.testkit.store.Tampered;

/** The contract's run for the right store, and the place where it can be spoiled. */
class RightStore extends ProjectStoreContract {
  @Override
  protected StoreFixture open() {
    InMemoryFixture right = InMemoryFixture.open();
    ProjectStore store = right.store();
    return right.with(Tampered.with(ProjectStore.class, store, wrong(store)));
  }

  Object wrong(ProjectStore right) {
    return new Object();
  }
}
