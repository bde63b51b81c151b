package io.ollio.testkit.store;

import io.ollio.OwnerId;
import io.ollio.audit.AuditEntry;
import io.ollio.credit.Credits;
import io.ollio.credit.Plan;
import io.ollio.owner.Owner;
import io.ollio.project.Generation;
import io.ollio.project.Message;
import io.ollio.project.Project;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Each write of the family, as a call that changes something in a {@link StoreScene}. */
enum StoreWrite {
  PROJECT_STORE_PURGE_DELETED_BEFORE(
      scene -> () -> scene.store().purgeDeletedBefore(scene.later())),
  PROJECT_STORE_ERASE_OWNER(scene -> () -> scene.store().eraseOwner(StoreSuite.ANN)),
  PROJECTS_ADD(
      scene -> {
        Project project = scene.samples().project(StoreSuite.BOB);
        return done(() -> scene.store().projects().add(project));
      }),
  PROJECTS_UPDATE(
      scene ->
          () ->
              scene
                  .store()
                  .projects()
                  .update(
                      StoreSuite.ANN,
                      scene.project.id(),
                      row -> row.withName("New", "").withSharing(Project.Sharing.PRIVATE))),
  MESSAGES_APPEND(
      scene -> {
        var message =
            scene
                .samples()
                .message(
                    scene.project,
                    Message.Role.ASSISTANT,
                    "Done",
                    List.of(scene.samples().fragment("a.html", "<p>")));
        return done(() -> scene.store().messages().append(StoreSuite.ANN, message));
      }),
  MESSAGES_MARK_SEEN(
      scene -> () -> scene.store().messages().markSeen(StoreSuite.ANN, scene.running.prompt())),
  VERSIONS_APPEND(
      scene -> {
        var version = scene.samples().version(scene.project, Optional.of(scene.version));
        return done(() -> scene.store().versions().append(StoreSuite.ANN, version));
      }),
  GENERATIONS_ADD(
      scene -> {
        var message = scene.store().messages().find(StoreSuite.ANN, scene.running.prompt());
        var generation = scene.samples().generation(scene.project, message.orElseThrow(), "new");
        return done(() -> scene.store().generations().add(generation));
      }),
  GENERATIONS_CHANGE_STATE(
      scene -> {
        var next = scene.samples().state(Generation.Status.SUCCEEDED, 1);
        return () ->
            scene
                .store()
                .generations()
                .changeState(scene.running.id(), scene.running.state(), next);
      }),
  GENERATIONS_SAVE_CHECKPOINT(
      scene -> {
        var checkpoint = scene.samples().checkpoint(scene.running, 1, 2);
        return done(() -> scene.store().generations().saveCheckpoint(checkpoint));
      }),
  EVENT_LOG_APPEND(
      scene -> {
        var events = List.of(scene.samples().event("one"), scene.samples().event("two"));
        return () -> scene.store().events().append(scene.running.id(), events);
      }),
  EVENT_LOG_DELETE_ENDED_BEFORE(
      scene -> () -> scene.store().events().deleteEndedBefore(scene.later())),
  CREDIT_LEDGER_HOLD(
      scene -> () -> scene.ledger().hold(StoreSuite.ANN, Credits.of(3), "new").amount()),
  CREDIT_LEDGER_CAPTURE(scene -> () -> scene.ledger().capture("open", Credits.of(2))),
  CREDIT_LEDGER_RELEASE(scene -> () -> scene.ledger().release("open")),
  CREDIT_LEDGER_REFUND(scene -> () -> scene.ledger().refund("captured")),
  CREDIT_LEDGER_GRANT(scene -> () -> scene.ledger().grant(StoreSuite.ANN, Credits.of(9), "new")),
  CREDIT_LEDGER_CHANGE_PLAN(
      scene ->
          () ->
              scene
                  .ledger()
                  .changePlan(
                      StoreSuite.ANN, new Plan("pro", Credits.of(500), Duration.ofDays(30)))),
  CREDIT_LEDGER_ERASE_OWNER(scene -> () -> scene.ledger().eraseOwner(StoreSuite.ANN)),
  OWNERS_PUT(
      scene ->
          () ->
              scene
                  .owners()
                  .put(
                      new Owner(
                          StoreSuite.ANN,
                          "ann@example.org",
                          "Ann",
                          "",
                          "",
                          Owner.Status.SUSPENDED,
                          scene.later()))),
  OWNERS_ENSURE(scene -> () -> scene.owners().ensure(OwnerId.of("new"))),
  OWNERS_CHANGE_STATUS(
      scene -> () -> scene.owners().changeStatus(StoreSuite.ANN, Owner.Status.SUSPENDED)),
  OWNERS_ERASE(scene -> () -> scene.owners().erase(StoreSuite.ANN)),
  AUDIT_LOG_APPEND(
      scene -> {
        AuditEntry entry = scene.auditEntry("new");
        return done(() -> scene.audit().append(entry));
      }),
  AUDIT_LOG_DELETE_BEFORE(scene -> () -> scene.audit().deleteBefore(scene.later())),
  AUDIT_LOG_ERASE_OWNER(scene -> () -> scene.audit().eraseOwner(StoreSuite.ANN));

  @SuppressWarnings("ImmutableEnumChecker") // every constant's function holds no state
  private final Function<StoreScene, Callable<?>> preparation;

  StoreWrite(Function<StoreScene, Callable<?>> preparation) {
    this.preparation = preparation;
  }

  /** The write; making it changes nothing yet. */
  Callable<?> of(StoreScene scene) {
    return preparation.apply(scene);
  }

  private static Callable<?> done(Runnable write) {
    return () -> {
      write.run();
      return "done";
    };
  }
}
