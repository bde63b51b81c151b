package io.ollio.sandbox.e2b.client;

import io.ollio.Cancellation;
import io.ollio.InvalidInput;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bException.PortClosed;
import io.ollio.sandbox.e2b.api.E2bException.SandboxNotFound;
import io.ollio.sandbox.e2b.code.CodeInterpreter;
import io.ollio.sandbox.e2b.control.Fork;
import io.ollio.sandbox.e2b.control.NetworkRules;
import io.ollio.sandbox.e2b.control.SandboxAccess;
import io.ollio.sandbox.e2b.control.SandboxInfo;
import io.ollio.sandbox.e2b.control.Snapshot;
import io.ollio.sandbox.e2b.files.RemoteFiles;
import io.ollio.sandbox.e2b.http.Endpoint;
import io.ollio.sandbox.e2b.monitor.LogEntry;
import io.ollio.sandbox.e2b.monitor.LogQuery;
import io.ollio.sandbox.e2b.monitor.SandboxMetrics;
import io.ollio.sandbox.e2b.process.RemoteProcesses;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One sandbox at E2B.
 *
 * <p>Thread-safety: any number of threads at once. Blocking: every call but those that give a part
 * or an address. Lifetime: until {@link #kill} or the end of its time; then calls throw {@link
 * SandboxNotFound}. Limits: its template's.
 */
public final class RemoteSandbox {
  private final E2bClient client;
  private final SandboxAccess access;
  private final Endpoint rest;
  private final RemoteFiles files;
  private final RemoteProcesses processes;

  RemoteSandbox(E2bClient client, SandboxAccess access) {
    this.client = client;
    this.access = access;
    this.rest = client.files(access);
    Endpoint daemon = client.processes(access);
    this.files = new RemoteFiles(rest, daemon, access, client.hosts().signed(access));
    this.processes = new RemoteProcesses(daemon, access, client.ids());
  }

  /** Its id. */
  public String id() {
    return access.id();
  }

  /** What is needed to talk to it; holds secrets. */
  public SandboxAccess access() {
    return access;
  }

  /** Its files. */
  public RemoteFiles files() {
    return files;
  }

  /** Its processes. */
  public RemoteProcesses processes() {
    return processes;
  }

  /** Its code interpreter, if its template has one. */
  public CodeInterpreter code() {
    return new CodeInterpreter(client.interpreter(access), access.id());
  }

  /** Address of a port that something in it listens on. */
  public URI url(int port) {
    InvalidInput.check(port >= 1 && port <= 65_535, "port", "is " + port + ", must be 1 to 65535");
    return client.hosts().ofPort(access, port).uri();
  }

  /** Whether it runs; false also when it is paused. */
  public boolean isRunning() {
    try {
      rest.callOnce(
          rest.request(rest.url("health").build()).build(),
          "Probing sandbox " + id(),
          rest.limits().health(),
          Cancellation.none());
      return true;
    } catch (SandboxNotFound | PortClosed e) {
      return false;
    }
  }

  /** What E2B knows about it. */
  public SandboxInfo info() {
    return client.control().info(id());
  }

  /** Moves the end of its time to now plus this, earlier or later. */
  public void setTimeout(Duration timeout) {
    if (!isLocal()) {
      client.control().setTimeout(id(), timeout);
    }
  }

  /** Makes it live at least this long from now, at most an hour. */
  public void refresh(Duration atLeast) {
    if (!isLocal()) {
      client.control().refresh(id(), atLeast);
    }
  }

  /** Ends it with all its files; tells whether it was there. */
  public boolean kill() {
    return isLocal() || client.control().kill(id());
  }

  /** Pauses it with its memory; tells whether it was running. */
  public boolean pause() {
    return client.control().pause(id(), true);
  }

  /** Pauses it with its files only; tells whether it was running. */
  public boolean pauseFiles() {
    return client.control().pause(id(), false);
  }

  /** Resumes it; its tokens may be others, so go on with what this gives. */
  public RemoteSandbox resume(Duration timeout) {
    return client.sandbox(client.control().connect(id(), Optional.of(timeout), true));
  }

  /** What it used since the moment. */
  public List<SandboxMetrics> metrics(Instant since) {
    return client.control().metrics(id(), Optional.of(since), Optional.empty());
  }

  /** Its log. */
  public List<LogEntry> logs(LogQuery query) {
    return client.control().logs(id(), query);
  }

  /** Keeps its state to make others from: the id is a template. */
  public Snapshot snapshot(String name) {
    return client.control().snapshot(id(), Optional.of(name));
  }

  /** Copies it with its memory. */
  public List<Fork> fork(Duration timeout, int count) {
    return client.control().fork(id(), timeout, count);
  }

  /** Replaces its outbound rules. */
  public void updateNetwork(NetworkRules rules, boolean internetAccess) {
    client.control().updateNetwork(id(), rules, Optional.of(internetAccess));
  }

  /**
   * Waits until something answers on a port, whatever it says.
   *
   * @throws E2bException.TimedOut when nothing does in time
   */
  public URI awaitPort(int port, Duration patience, Cancellation cancellation) {
    new PortProbe(client, access).await(port, patience, cancellation);
    return url(port);
  }

  private boolean isLocal() {
    return client.settings().isDebug();
  }
}
