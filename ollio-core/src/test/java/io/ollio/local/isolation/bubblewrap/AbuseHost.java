package io.ollio.local.isolation.bubblewrap;

import io.ollio.Cancellation;
import io.ollio.local.LocalSandboxProvider;
import io.ollio.local.LocalSandboxSettings;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.RunningCommand;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.sandbox.SandboxSpec.Resources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A host with things worth stealing, and sandboxes on it to steal them from. */
final class AbuseHost implements AutoCloseable {
  static final String SECRET = "a-secret-of-the-host";

  /** Small, so that every limit is met soon: 192 MB, 32 MB of disk, 2,000 files, 64 processes. */
  static final Resources SMALL = new Resources(192L << 20, 1.0, 32L << 20, 2_000, 64);

  private static final Duration TIME_LIMIT = Duration.ofSeconds(30);

  private final Path directory;
  private final LocalSandboxProvider provider;
  private final ServerSocket tcp;
  private final ServerSocketChannel unix;
  private final Process abstractListener;

  /**
   * Sets it up.
   *
   * @param directory an empty directory that everybody may read and pass through
   * @param isolated whether bubblewrap is in force
   */
  AbuseHost(Path directory, boolean isolated) throws IOException {
    this.directory = directory;
    Files.writeString(directory.resolve("secret"), SECRET);
    Path sandboxes = Files.createDirectory(directory.resolve("sandboxes"));
    this.provider =
        new LocalSandboxProvider(
            LocalSandboxSettings.DEFAULT
                .withDirectory(sandboxes)
                .runCommandsOnThisHostWithoutAnyIsolation(!isolated));
    this.tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    unix.bind(UnixDomainSocketAddress.of(directory.resolve("socket")));
    this.abstractListener = listenAbstractly();
  }

  /** Java has no abstract sockets; perl is part of every Debian and Ubuntu. */
  private Process listenAbstractly() throws IOException {
    String script =
        "use Socket; socket(S,AF_UNIX,SOCK_STREAM,0); bind(S,sockaddr_un(\"\\0$ARGV[0]\"))"
            + " or die; listen(S,9); $|=1; print \"ready\\n\"; sleep 1 while getppid() > 1";
    Process process = new ProcessBuilder("perl", "-e", script, abstractName()).start();
    if (!"ready".equals(process.inputReader().readLine())) {
      throw new IOException("The abstract socket could not be made");
    }
    return process;
  }

  private String abstractName() {
    return "ollio-abuse-" + ProcessHandle.current().pid();
  }

  /** Puts what only this host knows into a script. */
  String filled(String script) {
    return script
        .replace("@HOST@", directory.toString())
        .replace("@PORT@", Integer.toString(tcp.getLocalPort()))
        .replace("@ABSTRACT@", abstractName())
        .replace("@JVM@", Long.toString(ProcessHandle.current().pid()));
  }

  Path directory() {
    return directory;
  }

  LocalSandboxProvider provider() {
    return provider;
  }

  Sandbox open() {
    return provider.open(SandboxSpec.DEFAULT.withResources(SMALL), Cancellation.none());
  }

  /** Runs a script in a new sandbox. */
  String attempt(String script, AbuseCase.Reading reading) {
    try (Sandbox sandbox = open()) {
      return reading.of(run(sandbox, script));
    }
  }

  static CommandResult run(Sandbox sandbox, String script) {
    return run(sandbox, script, TIME_LIMIT);
  }

  static CommandResult run(Sandbox sandbox, String script, Duration timeLimit) {
    return sandbox
        .commands()
        .orElseThrow(() -> new IllegalStateException(sandbox.isolation().detail()))
        .run(
            Command.of(script).withTimeLimit(timeLimit), CommandOutput.SILENT, Cancellation.none());
  }

  static RunningCommand start(Sandbox sandbox, String script) {
    return sandbox
        .commands()
        .orElseThrow()
        .start(Command.of(script).withTimeLimit(TIME_LIMIT), CommandOutput.SILENT);
  }

  /** Processes of this machine whose command line contains the text. */
  static long processesWith(String text) {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine())
        .flatMap(Optional::stream)
        .filter(line -> line.contains(text))
        .count();
  }

  @Override
  public void close() throws IOException {
    provider.close();
    tcp.close();
    unix.close();
    abstractListener.destroyForcibly();
  }
}
