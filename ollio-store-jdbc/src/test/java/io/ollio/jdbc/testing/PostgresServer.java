package io.ollio.jdbc.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/**
 * A PostgreSQL server on a free port of the loopback interface, user {@code postgres} without
 * password.
 */
public final class PostgresServer implements AutoCloseable {
  private final EmbeddedPostgres server;

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /** The one of this JVM; quick, and stops with the JVM. */
  public static PostgresServer shared() {
    return Shared.SERVER;
  }

  /** One more; quick, but a crash of it may lose commits. The caller closes it. */
  public static PostgresServer start() {
    return start(false);
  }

  /** One more, which keeps every commit as a server in production does. The caller closes it. */
  public static PostgresServer startDurable() {
    return start(true);
  }

  private static PostgresServer start(boolean durable) {
    String switched = durable ? "on" : "off";
    try {
      return new PostgresServer(
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", switched)
              .setServerConfig("synchronous_commit", switched)
              .setServerConfig("full_page_writes", switched)
              .setServerConfig("max_connections", "200")
              .start());
    } catch (IOException e) {
      throw new IllegalStateException("PostgreSQL does not start", e);
    }
  }

  /** Address of its database. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
  }

  /** Its port. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new IllegalStateException("PostgreSQL does not stop", e);
    }
  }

  private static final class Shared {
    private static final PostgresServer SERVER = start();
  }
}
