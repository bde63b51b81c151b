package io.ollio.jdbc.cluster;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** A PostgreSQL that keeps every commit and can be restarted with its data on its port. */
final class RestartablePostgres implements AutoCloseable {
  private final Path data;
  private final int port;
  private EmbeddedPostgres server;

  private RestartablePostgres(Path data, int port) throws IOException {
    this.data = data;
    this.port = port;
    this.server = start();
  }

  static RestartablePostgres in(Path folder) {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = free.getLocalPort();
      free.close();
      return new RestartablePostgres(folder.resolve("postgres"), port);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not start", e);
    }
  }

  int port() {
    return port;
  }

  /** The address by way of a port, its own or that of a proxy. */
  static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?connectTimeout=5&socketTimeout=20";
  }

  /** Ends all its connections and starts it again with what was committed. */
  void restart() {
    try {
      server.close();
      server = start();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not restart", e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not stop", e);
    }
  }

  private EmbeddedPostgres start() throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("max_connections", "150")
        .start();
  }
}
