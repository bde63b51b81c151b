package io.ollio.sandbox.e2b.guide;

import io.ollio.Cancellation;
import io.ollio.Ollio;
import io.ollio.generation.GenerationSettings;
import io.ollio.llm.LlmClient;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.sandbox.e2b.E2bSandboxOptions;
import io.ollio.sandbox.e2b.E2bSandboxProvider;
import io.ollio.sandbox.e2b.E2bTemplate;
import io.ollio.sandbox.e2b.api.E2bSettings;
import io.ollio.sandbox.e2b.client.E2bClient;
import io.ollio.sandbox.e2b.client.RemoteSandbox;
import io.ollio.sandbox.e2b.code.Execution;
import io.ollio.sandbox.e2b.control.SandboxRequest;
import io.ollio.sandbox.e2b.files.WriteOptions;
import io.ollio.sandbox.e2b.process.MarkedScript;
import io.ollio.sandbox.e2b.process.ProcessOutput;
import io.ollio.sandbox.e2b.process.ProcessRef;
import io.ollio.sandbox.e2b.process.ProcessRequest;
import io.ollio.sandbox.e2b.process.ProcessResult;
import io.ollio.sandbox.e2b.process.ProcessStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Each region is a snippet of the guide. */
final class Guide {
  private Guide() {}

  static Ollio wiring(LlmClient model, E2bSandboxProvider sandboxes) {
    // region wiring
    Ollio ollio = Ollio.builder(model).sandbox(sandboxes).build();
    // endregion
    return ollio;
  }

  static E2bSandboxProvider provider(String apiKey) {
    // region provider
    E2bSandboxProvider sandboxes = new E2bSandboxProvider(E2bSettings.of(apiKey));
    // endregion
    return sandboxes;
  }

  static E2bSandboxOptions templates() {
    // region templates
    E2bSandboxOptions options =
        E2bSandboxOptions.DEFAULT
            .withTemplate("static", E2bTemplate.staticSite("my-static-site", 8000))
            .withTemplate("next", E2bTemplate.of("my-next").serving("npm run dev", 3000))
            .withIdlePause(Duration.ofMinutes(2));
    GenerationSettings settings =
        GenerationSettings.DEFAULT.withSandbox(SandboxSpec.DEFAULT.withTemplate("static"));
    // endregion
    return settings.sandbox().template().isEmpty() ? E2bSandboxOptions.DEFAULT : options;
  }

  static String firstSandbox(E2bClient e2b) {
    // region first
    RemoteSandbox sandbox =
        e2b.create(SandboxRequest.of("base").withTimeout(Duration.ofMinutes(10)));
    sandbox.files().writeText("/home/user/hello.sh", "echo hello $NAME");
    ProcessResult result =
        sandbox
            .processes()
            .run(
                ProcessRequest.bash("sh hello.sh")
                    .in("/home/user")
                    .withEnvironment(Map.of("NAME", "you")),
                (stream, text) -> {}, // hears the output while it comes
                Cancellation.none());
    String said = result.stdout(); // "hello you\n"
    // endregion
    return said;
  }

  static long server(RemoteSandbox sandbox) {
    // region server
    MarkedScript server = new MarkedScript("while :; do sleep 1; done", "server0001");
    long pid;
    try (ProcessStream started = sandbox.processes().start(server.request(), Cancellation.none())) {
      pid = started.pid();
    } // it runs on, nobody listens
    try (ProcessStream again =
        sandbox.processes().attach(ProcessRef.pid(pid), Cancellation.none())) {
      sandbox.processes().killTree(server); // with everything it has started
      again.await(ProcessOutput.SILENT);
    }
    // endregion
    return pid;
  }

  static URI files(RemoteSandbox sandbox, InputStream content, long length) {
    // region files
    sandbox.files().write("/data/large.bin", content, length, WriteOptions.PLAIN);
    sandbox.files().as("root").makeDirectory("/etc/mine");
    URI forTheBrowser =
        sandbox.files().urls().download("/data/large.bin", Instant.now().plusSeconds(300));
    // endregion
    return forTheBrowser;
  }

  static String code(E2bClient e2b) {
    // region code
    RemoteSandbox sandbox = e2b.create("code-interpreter-v1");
    Execution execution = sandbox.code().execute("1 + 1");
    String value = execution.text().orElse("nothing"); // "2"
    // endregion
    return value;
  }

  static RemoteSandbox later(E2bClient e2b, RemoteSandbox sandbox) {
    // region later
    sandbox.pause();
    RemoteSandbox again = e2b.connect(sandbox.id()); // resumed, with new tokens
    // endregion
    return again;
  }
}
