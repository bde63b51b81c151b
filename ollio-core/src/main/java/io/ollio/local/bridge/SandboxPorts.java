package io.ollio.local.bridge;

import io.ollio.local.Threads;
import io.ollio.sandbox.SandboxException.OperationFailed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ports of one sandbox that can be reached from this machine. Thread-safe. */
public final class SandboxPorts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SandboxPorts.class);

  private final Path directory;
  private final PortBridge bridge;
  private final ExecutorService threads = Threads.newTaskExecutor("ollio-port");
  private final Map<Integer, PortForward> forwards = new HashMap<>();

  private SandboxPorts(Path directory, PortBridge bridge) {
    this.directory = directory;
    this.bridge = bridge;
  }

  /**
   * Prepares the way in.
   *
   * @param directory is created; commands that listen must see it as {@code /run/ollio}, read-only
   */
  public static SandboxPorts open(Path directory) throws IOException {
    return new SandboxPorts(directory, PortBridge.open(directory));
  }

  /** What commands must see. */
  public Path directory() {
    return directory;
  }

  /**
   * An address on this machine that leads to a port inside, the same each time.
   *
   * @throws OperationFailed when this machine gives no port
   */
  public synchronized URI uri(int port) {
    PortForward forward = forwards.get(port);
    if (forward == null) {
      try {
        forward = new PortForward(bridge, port, threads);
      } catch (IOException e) {
        throw new OperationFailed(
            "Publishing port " + port + " failed: " + e.getMessage(), true, e);
      }
      forwards.put(port, forward);
    }
    return forward.uri();
  }

  @Override
  public synchronized void close() {
    for (PortForward forward : forwards.values()) {
      closeQuietly(forward);
    }
    closeQuietly(bridge);
    threads.shutdownNow();
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.debug("A way into a sandbox could not be closed", e);
    }
  }
}
