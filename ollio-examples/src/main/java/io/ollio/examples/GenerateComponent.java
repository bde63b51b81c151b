package io.ollio.examples;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.Ollio;
import io.ollio.OllioBuilder;
import io.ollio.OllioException;
import io.ollio.OperationCancelled;
import io.ollio.OwnerId;
import io.ollio.file.FileTree;
import io.ollio.generation.GenerationException.GenerationFailed;
import io.ollio.generation.GenerationRequest;
import io.ollio.generation.GenerationResult;
import io.ollio.preview.PreviewSettings;
import io.ollio.project.GenerationId;
import io.ollio.project.Project;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The command behind {@code ./run}: builds or changes one component in a folder and shows it. */
public final class GenerateComponent {
  private static final long STOP_SECONDS = 5;

  private final Options options;
  private final ModelChoice model;
  private final PrintStream out;
  private final CancellationSource stop = new CancellationSource();
  private final CountDownLatch finished = new CountDownLatch(1);

  GenerateComponent(Options options, ModelChoice model, PrintStream out) {
    this.options = options;
    this.model = model;
    this.out = out;
  }

  /** Exits with 0 on success, 1 on failure, 2 when the command line is wrong, 130 on Ctrl-C. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.getenv(), System.out, System.err));
  }

  static int run(
      List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.println(Options.USAGE);
      return 0;
    }
    try {
      Options options = Options.parse(arguments);
      ModelChoice model = ModelChoice.fromEnv(environment, options.model());
      new GenerateComponent(options, model, out).run();
      return 0;
    } catch (Options.UsageException e) {
      err.println(e.getMessage() + "\n\n" + Options.USAGE);
      return 2;
    } catch (OperationCancelled e) {
      err.println("Cancelled; nothing was charged.");
      return 1;
    } catch (OllioException | OutputFolder.UnusableFolder e) {
      err.println(TerminalProgress.printable(String.valueOf(e.getMessage())));
      return 1;
    }
  }

  void run() {
    OutputFolder folder = OutputFolder.use(options.out());
    out.println("• " + model.description());
    Thread hook = new Thread(this::stopAndWait, "ollio-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try (LocalProject local = LocalProject.in(folder);
        Ollio ollio = open(local)) {
      GenerationResult result = generate(ollio, local, folder);
      finished.countDown();
      out.println("\n" + TerminalProgress.printable(result.summary()));
      out.println("\nFiles: " + folder.path());
      if (!options.isOnce()) {
        serve(result);
      }
    } finally {
      finished.countDown();
      remove(hook);
    }
  }

  private void remove(Thread hook) {
    if (!stop.isCancelled()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        out.println("Stopping …"); // Ctrl-C came in this very moment, the hook runs already
      }
    }
  }

  private Ollio open(LocalProject local) {
    OllioBuilder builder = Ollio.builder(model.client()).storage(local.storage());
    return options.isOnce()
        ? builder.withoutPreview().build()
        : builder.preview(PreviewSettings.builder().port(options.port()).build()).build();
  }

  private GenerationResult generate(Ollio ollio, LocalProject local, OutputFolder folder) {
    OwnerId owner = Ollio.LOCAL_OWNER;
    if (!options.isOnce()) {
      ollio.previews().server(); // so that a port in use is known before the work begins
    }
    Project project = local.resume(ollio, folder);
    GenerationId id = ollio.submit(GenerationRequest.of(owner, project.id(), options.prompt()));
    try (Cancellation.Registration ignored = stop.onCancel(() -> ollio.cancel(owner, id))) {
      ollio.follow(owner, id, 0, new TerminalProgress(out), Cancellation.none());
      GenerationResult result = ollio.await(owner, id);
      folder.write(result.files());
      return result;
    } catch (GenerationFailed | OperationCancelled e) {
      keep(ollio.filesOf(owner, id), folder);
      throw e;
    }
  }

  /** What was finished before the failure is the user's, too. */
  private void keep(FileTree files, OutputFolder folder) {
    if (!files.isEmpty()) {
      folder.write(files);
      out.println("The files finished so far are in " + folder.path());
    }
  }

  private void serve(GenerationResult result) {
    result.preview().ifPresent(uri -> out.println("Preview: " + uri + "  (Ctrl-C ends it)"));
    CountDownLatch stopped = new CountDownLatch(1);
    stop.onCancel(stopped::countDown);
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ctrl-C: ends the work and gives it a moment to save what is finished. */
  private void stopAndWait() {
    stop.cancel();
    try {
      if (!finished.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        out.println("The generation did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
