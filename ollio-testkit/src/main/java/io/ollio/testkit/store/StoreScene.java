package io.ollio.testkit.store;

import io.ollio.Cancellation;
import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.audit.AuditEntry;
import io.ollio.audit.AuditLog;
import io.ollio.credit.CreditLedger;
import io.ollio.credit.Credits;
import io.ollio.owner.Owner;
import io.ollio.owner.Owners;
import io.ollio.project.Generation;
import io.ollio.project.GenerationId;
import io.ollio.project.Project;
import io.ollio.project.Project.Sharing;
import io.ollio.project.ProjectStore;
import io.ollio.project.Projects;
import io.ollio.project.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A family in which every kind of row exists, and all that can be read of it as one text. */
final class StoreScene {
  final Project project;
  final Version version;
  final Generation running;

  private final StoreSuite suite;
  private final Generation ended;
  private final Generation deleted;

  StoreScene(StoreSuite suite) {
    this.suite = suite;
    project = suite.savedProject(StoreSuite.ANN, Sharing.with(Set.of(StoreSuite.BOB)));
    version = suite.savedVersion(project);
    running = filled(suite.runningGeneration(project));
    ended =
        suite.changed(
            filled(suite.runningGeneration(project)),
            suite.samples().state(Generation.Status.FAILED, 1));
    Project gone = suite.savedProject(StoreSuite.ANN);
    deleted = filled(suite.runningGeneration(gone));
    suite.delete(gone);
    suite.savedProject(StoreSuite.BOB, Sharing.with(Set.of(StoreSuite.ANN)));
    fillTheOthers();
  }

  ProjectStore store() {
    return suite.store();
  }

  CreditLedger ledger() {
    return suite.fixture().ledger();
  }

  Owners owners() {
    return suite.fixture().owners();
  }

  AuditLog audit() {
    return suite.fixture().audit();
  }

  StoreSamples samples() {
    return suite.samples();
  }

  /** After everything that is there. */
  Instant later() {
    return suite.time().instant().plusSeconds(1);
  }

  AuditEntry auditEntry(String detail) {
    return new AuditEntry(
        samples().id(),
        StoreSuite.ANN,
        running.id().value(),
        AuditEntry.Kind.COMMAND,
        detail,
        suite.time().instant());
  }

  /** Everything that can be read, in a fixed order. */
  String dump() {
    List<Object> all = new ArrayList<>();
    for (OwnerId owner : List.of(StoreSuite.ANN, StoreSuite.BOB)) {
      dumpProjects(owner, all);
      all.add(ledger().account(owner));
      all.add(ledger().journal(owner, PageRequest.oldest(99)).items());
      all.add(audit().list(owner, Optional.empty(), PageRequest.oldest(99)).items());
      all.add(
          audit().list(owner, Optional.of(running.id().value()), PageRequest.oldest(99)).items());
      all.add(store().generations().findByKey(owner, "new"));
    }
    for (Generation generation : List.of(running, ended, deleted)) {
      all.add(store().generations().checkpoint(generation.id()));
    }
    for (String key : List.of("open", "captured", "new")) {
      all.add(ledger().findHold(key));
    }
    all.add(owners().list(PageRequest.oldest(99)).items());
    return String.join("\n", all.stream().map(Object::toString).toList());
  }

  private void dumpProjects(OwnerId owner, List<Object> all) {
    for (Project row :
        store().projects().list(owner, Projects.Query.ALL, PageRequest.oldest(99)).items()) {
      all.add(row);
      all.add(store().messages().list(owner, row.id(), PageRequest.oldest(99)).items());
      all.add(store().versions().head(owner, row.id()));
      all.add(store().versions().list(owner, row.id(), PageRequest.oldest(99)).items());
      for (Generation generation :
          store().generations().list(owner, row.id(), PageRequest.oldest(99)).items()) {
        all.add(generation);
        all.add(events(owner, generation.id()));
      }
    }
  }

  private Object events(OwnerId owner, GenerationId generation) {
    return store().events().read(owner, generation, 0, 999, Duration.ZERO, Cancellation.none());
  }

  private Generation filled(Generation generation) {
    store().generations().saveCheckpoint(samples().checkpoint(generation, 1, 1));
    store().events().append(generation.id(), List.of(samples().event("started")));
    return generation;
  }

  private void fillTheOthers() {
    ledger().grant(StoreSuite.ANN, Credits.of(5), "granted");
    ledger().hold(StoreSuite.ANN, Credits.of(4), "open");
    ledger().hold(StoreSuite.ANN, Credits.of(4), "captured");
    ledger().capture("captured", Credits.of(3));
    owners().put(Owner.of(StoreSuite.ANN, suite.time().instant()));
    audit().append(auditEntry("ls"));
  }
}
