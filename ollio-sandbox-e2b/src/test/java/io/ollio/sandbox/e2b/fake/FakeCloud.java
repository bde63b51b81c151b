package io.ollio.sandbox.e2b.fake;

import io.ollio.sandbox.e2b.fake.http.FakeReply;
import io.ollio.sandbox.e2b.fake.http.FakeRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The machines, and the proxies in front of them. */
public final class FakeCloud {
  private final Path root;
  private final InstantSource clock;
  private final Map<String, FakeMachine> machines = new ConcurrentHashMap<>();
  private final Map<String, String> snapshots = new LinkedHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger created = new AtomicInteger();
  private final AtomicInteger started = new AtomicInteger();
  private volatile boolean onlyV1;

  FakeCloud(Path root, InstantSource clock) {
    this.root = root;
    this.clock = clock;
  }

  /** How many sandboxes were ever made. */
  public int created() {
    return created.get();
  }

  /** How many processes were ever started. */
  public int started() {
    return started.get();
  }

  /** Knows the first version of the control plane only. */
  public void onlyV1() {
    onlyV1 = true;
  }

  boolean isOnlyV1() {
    return onlyV1;
  }

  InstantSource clock() {
    return clock;
  }

  Map<String, String> snapshots() {
    return snapshots;
  }

  void countStart() {
    started.incrementAndGet();
  }

  public Collection<FakeMachine> machines() {
    machines.values().forEach(FakeMachine::look);
    machines.values().removeIf(FakeMachine::isGone);
    return machines.values();
  }

  public FakeMachine find(String id) {
    FakeMachine machine = machines.get(id);
    if (machine != null) {
      machine.look();
    }
    return machine == null || machine.isGone() ? null : machine;
  }

  String newId() {
    return "i%020d".formatted(numbers.incrementAndGet());
  }

  /** Puts a machine up. */
  public FakeMachine put(String id, String template, Duration timeout) {
    return put(id, template, timeout, Map.of());
  }

  /** Puts a machine up with these labels; it is complete before anybody can see it. */
  FakeMachine put(String id, String template, Duration timeout, Map<String, String> labels) {
    try {
      Path directory = Files.createDirectories(root.resolve(id));
      FakeMachine machine = new FakeMachine(this, id, template, directory, timeout);
      machine.metadata().putAll(labels);
      machines.put(id, machine);
      created.incrementAndGet();
      return machine;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void close() {
    machines.values().forEach(FakeMachine::kill);
  }

  /** What the proxies let through. */
  FakeReply machine(String id, int port, FakeRequest request) throws IOException {
    FakeMachine machine = find(id);
    if (machine == null || machine.isPaused()) {
      return FakeReply.json(
          502,
          Json.object()
              .put("sandboxId", id)
              .put("message", "The sandbox was not found")
              .put("code", 502)
              .toString());
    }
    return switch (port) {
      case 49_983 -> machine.daemon().handle(request);
      case 49_999 -> machine.interpreter().handle(request);
      default -> port(id, port);
    };
  }

  private static FakeReply port(String id, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return FakeReply.json(200, "{}");
    } catch (IOException e) {
      return FakeReply.json(
          502,
          Json.object()
              .put("sandboxId", id)
              .put("message", "The sandbox is running but port is not open")
              .put("port", port)
              .put("code", 502)
              .toString());
    }
  }
}
