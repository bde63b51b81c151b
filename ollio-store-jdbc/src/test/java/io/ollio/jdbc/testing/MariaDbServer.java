package io.ollio.jdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The MariaDB server of this JVM, from the Debian package {@code mariadb-server-core}, on a free
 * port of the loopback interface, user {@code root} without password. It stops with the JVM.
 */
public final class MariaDbServer {
  private static final int PATIENCE_SECONDS = 60;

  private final int port;

  private MariaDbServer(int port) {
    this.port = port;
  }

  /** The server, started when it is asked for first. */
  public static MariaDbServer shared() {
    return Shared.SERVER;
  }

  /** Address of one of its databases; of none when the name is empty. */
  public String url(String database) {
    return "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?sslMode=disable";
  }

  private static MariaDbServer start() {
    try {
      Path home = Files.createTempDirectory("ollio-mariadb");
      install(home);
      int port = freePort();
      Process server = launch(home, port);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, home)));
      awaitReady(server, home.resolve("log"));
      return new MariaDbServer(port);
    } catch (IOException e) {
      throw new UncheckedIOException("MariaDB does not start", e);
    }
  }

  private static void install(Path home) throws IOException {
    Process installer =
        command(
                home,
                "install.log",
                "mariadb-install-db",
                "--auth-root-authentication-method=normal",
                "--skip-test-db")
            .start();
    try {
      if (!installer.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || installer.exitValue() != 0) {
        installer.destroyForcibly();
        throw new IllegalStateException(
            "mariadb-install-db has failed: " + Files.readString(home.resolve("install.log")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while installing MariaDB", e);
    }
  }

  private static Process launch(Path home, int port) throws IOException {
    return command(
            home,
            "log",
            Files.exists(Path.of("/usr/sbin/mariadbd")) ? "/usr/sbin/mariadbd" : "mariadbd",
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--socket=" + home.resolve("s"),
            "--pid-file=" + home.resolve("pid"),
            "--innodb-flush-log-at-trx-commit=0",
            "--max-connections=300")
        .start();
  }

  private static ProcessBuilder command(Path home, String log, String program, String... options) {
    List<String> words = new ArrayList<>(List.of(program, "--no-defaults"));
    if (System.getProperty("user.name").equals("root")) {
      words.add("--user=root");
    }
    words.add("--datadir=" + home.resolve("data"));
    words.addAll(List.of(options));
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(home.resolve(log).toFile());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitReady(Process server, Path log) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.readString(log).contains("ready for connections")) {
      if (!server.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("MariaDB does not start: " + Files.readString(log));
      }
      waitForEnd(server, 50);
    }
  }

  private static boolean waitForEnd(Process server, long millis) {
    try {
      return server.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while MariaDB starts", e);
    }
  }

  private static void stop(Process server, Path home) {
    server.destroyForcibly();
    waitForEnd(server, 5_000);
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + home, e);
    }
  }

  private static final class Shared {
    private static final MariaDbServer SERVER = start();
  }
}
