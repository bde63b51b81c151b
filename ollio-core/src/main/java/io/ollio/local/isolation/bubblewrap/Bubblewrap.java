package io.ollio.local.isolation.bubblewrap;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.ollio.local.isolation.CommandIsolation;
import io.ollio.local.isolation.IsolatedProcess;
import io.ollio.local.isolation.Launch;
import io.ollio.local.isolation.Seat;
import io.ollio.sandbox.Isolation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Commands in Linux namespaces of their own, by <a
 * href="https://github.com/containers/bubblewrap">bubblewrap</a>: no host file but the system's
 * programs, no network, no other process, no system call that leads out. Made by {@link
 * BubblewrapSetup}, which proves all of that first.
 */
public final class Bubblewrap implements CommandIsolation {
  /** Between the ids of people and those of systemd's dynamic users; nobody has these. */
  static final int FIRST_UID = 60_600;

  static final int UIDS = 400;

  private final BubblewrapHost host;
  private final Isolation isolation;
  private final Spawner spawner = new Spawner();
  private final AtomicInteger seats = new AtomicInteger();
  private final AtomicLong launches = new AtomicLong();

  Bubblewrap(BubblewrapHost host, String detail) {
    this.host = host;
    this.isolation = new Isolation("bubblewrap", true, detail);
  }

  @Override
  public Isolation isolation() {
    return isolation;
  }

  @Override
  public boolean allowsCommands() {
    return true;
  }

  @Override
  public Seat seat() {
    int number = seats.getAndUpdate(last -> (last + 1) & Integer.MAX_VALUE);
    return new Seat(
        number,
        host.setpriv().isPresent()
            ? OptionalInt.of(FIRST_UID + number % UIDS)
            : OptionalInt.empty());
  }

  @Override
  public IsolatedProcess start(Launch launch) throws IOException {
    CommandLine line = new CommandLine(host, launch);
    Path arguments = host.launches().resolve("launch-" + launches.incrementAndGet());
    Files.write(arguments, line.arguments(), CREATE_NEW, WRITE);
    ProcessBuilder builder = new ProcessBuilder(line.program(arguments));
    builder.environment().clear();
    builder.directory(new File("/"));
    builder.redirectInput(new File("/dev/null"));
    return new BubblewrapProcess(spawner.start(builder), arguments);
  }

  @Override
  public void close() {
    spawner.close();
  }
}
