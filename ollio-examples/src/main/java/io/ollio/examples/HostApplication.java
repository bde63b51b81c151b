package io.ollio.examples;

import io.ollio.Cancellation;
import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.examples.offline.OfflineLlmClient;
import io.ollio.generation.GenerationEvent;
import io.ollio.generation.GenerationRequest;
import io.ollio.project.GenerationId;
import io.ollio.project.Message;
import io.ollio.project.Project;

/** What a web application does with the library: projects, prompts, events, history, credits. */
public final class HostApplication {
  private HostApplication() {}

  /** Plays one user's visit. */
  public static void main(String[] arguments) {
    try (Ollio ollio = Ollio.builder(new OfflineLlmClient()).build()) {
      visit(ollio, OwnerId.of("user-17"));
    }
  }

  static void visit(Ollio ollio, OwnerId owner) {
    // region full-use
    Project project = ollio.createProject(owner, "Sign-in page");
    GenerationRequest request =
        GenerationRequest.of(owner, project.id(), "Create a dark login form")
            .withIdempotencyKey("click-4711");
    GenerationId id = ollio.submit(request); // answers at once, the work goes on in the background

    ollio.follow(
        owner, id, 0, HostApplication::show, Cancellation.none()); // or ollio.await(owner, id)
    ollio.await(owner, ollio.submit(GenerationRequest.of(owner, project.id(), "Make it light")));

    for (Message message :
        ollio.store().messages().list(owner, project.id(), PageRequest.oldest(50)).items()) {
      System.out.println(message.role() + ": " + message.content());
    }
    ollio
        .store()
        .versions()
        .list(owner, project.id(), PageRequest.newest(10))
        .items()
        .forEach(version -> System.out.println(version.number() + ": " + version.summary()));
    System.out.println(ollio.generation(owner, id).state().usage());
    System.out.println(ollio.credits().account(owner).available() + " credits left");
    // endregion
  }

  private static void show(long number, GenerationEvent event) {
    if (event instanceof GenerationEvent.FileWritten written) {
      System.out.println(number + ": wrote " + written.path());
    } else if (event instanceof GenerationEvent.PreviewReady ready) {
      System.out.println(number + ": look at " + ready.url());
    }
  }
}
