package io.ollio.live;

import io.ollio.Cancellation;
import io.ollio.InvalidInput;
import io.ollio.OperationCancelled;
import io.ollio.Sleeper;
import io.ollio.file.FileTree;
import io.ollio.live.LiveException.DidNotStart;
import io.ollio.live.LiveException.NotPossible;
import io.ollio.preview.PreviewAccess;
import io.ollio.preview.PreviewSettings;
import io.ollio.preview.PreviewSettings.TokenPlace;
import io.ollio.preview.PreviewToken;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.RunningCommand;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxCommands;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.sandbox.SandboxSpec;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs dev servers in sandboxes and shows what they serve, each under an unguessable address on an
 * origin of its own. Commands keep having no network; only browsers that know the address get in.
 *
 * <p>Thread-safety: any number of threads. Blocking: {@link #start} until the dev server answers.
 * Lifetime: close it to end every preview; the provider is not closed. Limits: those of {@link
 * PreviewSettings}, with four connections for each request at the same time, as every page keeps a
 * web socket open.
 */
public final class LivePreviews implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LivePreviews.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int POLL_MILLIS = 2_000;

  private final SandboxProvider provider;
  private final LiveGateway gateway;
  private final InstantSource clock;
  private final Sleeper sleeper = Sleeper.system();
  private final RandomGenerator random = new SecureRandom();

  /**
   * Starts to listen.
   *
   * @param provider its sandboxes must offer commands and publish ports, as local ones made of a
   *     template do
   * @param settings with tokens in the host name, as dev servers know no path before theirs
   * @param listener hears of every request
   */
  public LivePreviews(
      SandboxProvider provider, PreviewSettings settings, PreviewAccess.Listener listener) {
    this(provider, settings, listener, InstantSource.system());
  }

  /** The same with a clock for the end of previews. */
  public LivePreviews(
      SandboxProvider provider,
      PreviewSettings settings,
      PreviewAccess.Listener listener,
      InstantSource clock) {
    InvalidInput.check(
        settings.tokenPlace() == TokenPlace.HOST, "tokenPlace", "must be HOST for dev servers");
    this.provider = provider;
    this.clock = clock;
    this.gateway = new LiveGateway(settings, clock, listener);
  }

  /**
   * Opens a sandbox with these files and starts their dev server.
   *
   * @param spec its lease is how long the preview lives unless {@link LivePreview#extend extended}
   * @throws NotPossible when its sandboxes run no commands or publish no ports
   * @throws DidNotStart when the server ends or does not answer in time
   * @throws OperationCancelled when cancelled; nothing is left then
   */
  public LivePreview start(
      SandboxSpec spec, FileTree files, DevServer server, Cancellation cancellation) {
    Sandbox sandbox = provider.open(spec, cancellation);
    try {
      return start(sandbox, files, server, cancellation);
    } catch (RuntimeException | Error e) {
      sandbox.close();
      throw e;
    }
  }

  /** Ends every preview and stops listening. */
  @Override
  public void close() {
    gateway.close();
  }

  private LivePreview start(
      Sandbox sandbox, FileTree files, DevServer server, Cancellation cancellation) {
    SandboxCommands commands =
        sandbox.commands().orElseThrow(() -> new NotPossible(sandbox.isolation().detail()));
    URI address =
        sandbox
            .publicUrl(server.port())
            .orElseThrow(() -> new NotPossible("these sandboxes publish no ports"));
    sandbox.files().writeAll(files.files());
    OutputTail output = new OutputTail();
    Command command = Command.of(server.script()).withTimeLimit(LivePreview.LONGEST);
    RunningCommand running = commands.start(command, output);
    awaitAnswer(address, server, running, output, cancellation);
    PreviewToken token = PreviewToken.random(random);
    Instant end = clock.instant().plus(LivePreview.LONGEST);
    gateway.add(new LiveRoute(token, address, end));
    return new LivePreview(gateway, token, sandbox, running, output, files);
  }

  private void awaitAnswer(
      URI address,
      DevServer server,
      RunningCommand running,
      OutputTail output,
      Cancellation cancellation) {
    Instant deadline = clock.instant().plus(server.startTime());
    while (!answers(address)) {
      if (!running.isRunning()) {
        throw new DidNotStart(server, "has ended", output.text());
      }
      if (!clock.instant().isBefore(deadline)) {
        String late = "has not answered within " + server.startTime().toSeconds() + " s";
        throw new DidNotStart(server, late, output.text());
      }
      sleeper.sleep(POLL, cancellation);
    }
  }

  /** Any answer but the way's own one that nobody listens. */
  private static boolean answers(URI address) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) address.resolve("/").toURL().openConnection();
      connection.setConnectTimeout(POLL_MILLIS);
      connection.setReadTimeout(POLL_MILLIS);
      connection.setInstanceFollowRedirects(false);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status != HttpURLConnection.HTTP_BAD_GATEWAY;
    } catch (IOException e) {
      LOG.debug("The dev server does not answer yet: {}", e.getMessage());
      return false;
    }
  }
}
