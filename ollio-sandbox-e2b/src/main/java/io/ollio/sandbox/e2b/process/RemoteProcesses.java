package io.ollio.sandbox.e2b.process;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ollio.Cancellation;
import io.ollio.json.JsonValue;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.CommandOutput.Stream;
import io.ollio.sandbox.e2b.api.DaemonVersion;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bException.NotFound;
import io.ollio.sandbox.e2b.api.E2bException.OutcomeUnknown;
import io.ollio.sandbox.e2b.api.E2bException.SandboxNotFound;
import io.ollio.sandbox.e2b.control.SandboxAccess;
import io.ollio.sandbox.e2b.http.Endpoint;
import io.ollio.sandbox.e2b.http.JsonWriter;
import io.ollio.sandbox.e2b.http.Safety;
import io.ollio.sandbox.e2b.http.Shield;
import io.ollio.sandbox.e2b.rpc.ConnectRpc;
import io.ollio.sandbox.e2b.rpc.ConnectRpc.StreamCall;
import io.ollio.sandbox.e2b.rpc.ConnectStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of one sandbox.
 *
 * <p>Thread-safety: any number of threads at once. Blocking: {@link #run} until the process has
 * ended, everything else until the daemon has answered. Lifetime: its client's. Limits: of a
 * process those of its request. Every call may throw any {@link E2bException}; one that says {@link
 * E2bException.InvalidRequest} or {@link E2bException.AuthenticationFailed} started nothing.
 */
public final class RemoteProcesses {
  /** Output kept by {@link #run}, in bytes of each stream. */
  public static final int KEPT_OUTPUT = 10 << 20;

  private static final Logger log = LoggerFactory.getLogger(RemoteProcesses.class);

  private final SandboxAccess access;
  private final Supplier<String> ids;
  private final Optional<Duration> keepalive;
  private final ConnectRpc rpc;

  /**
   * On the daemon of one sandbox.
   *
   * @param ids makes tags for processes that have none
   */
  public RemoteProcesses(Endpoint daemon, SandboxAccess access, Supplier<String> ids) {
    this(access, ids, Optional.empty(), new ConnectRpc(daemon, "process.Process", access.id()));
  }

  private RemoteProcesses(
      SandboxAccess access, Supplier<String> ids, Optional<Duration> keepalive, ConnectRpc rpc) {
    this.access = access;
    this.ids = ids;
    this.keepalive = keepalive;
    this.rpc = rpc;
  }

  /** The same with another pulse of silent processes, see {@link ProcessOutput#onPulse}. */
  public RemoteProcesses withPulse(Duration period) {
    return new RemoteProcesses(access, ids, Optional.of(period), rpc);
  }

  /**
   * Runs a process to its end; a failing one is a value. It is killed, without its children, when
   * cancelled or when the listener throws.
   *
   * @param output hears the output while it comes
   */
  public ProcessResult run(
      ProcessRequest request, CommandOutput output, Cancellation cancellation) {
    KeptOutput out = new KeptOutput(KEPT_OUTPUT);
    KeptOutput err = new KeptOutput(KEPT_OUTPUT);
    ProcessOutput text = ProcessOutput.text(output);
    ProcessOutput both =
        new ProcessOutput() {
          @Override
          public void onBytes(Stream stream, byte[] piece) {
            (stream == Stream.STDOUT ? out : err).append(piece);
            text.onBytes(stream, piece);
          }

          @Override
          public void onEnd() {
            text.onEnd();
          }
        };
    try (ProcessStream stream = start(request, cancellation)) {
      ProcessExit exit = awaitOrKill(stream, both);
      return new ProcessResult(exit, out.text(), err.text());
    }
  }

  /** Runs a process without listening and without being cancelled. */
  public ProcessResult run(ProcessRequest request) {
    return run(request, CommandOutput.SILENT, Cancellation.none());
  }

  /**
   * Starts a process; returns when it has begun. It is never started twice: when the answer is lost
   * it is looked for by its tag.
   *
   * @param cancellation ends the listening, not the process
   */
  public ProcessStream start(ProcessRequest request, Cancellation cancellation) {
    String tag = request.tag().orElseGet(() -> "ollio-" + ids.get());
    ProcessRef ref = ProcessRef.tag(tag);
    StreamCall call =
        new StreamCall(
            "Start",
            json -> write(json, request, tag),
            named(request.user()),
            request.timeLimit(),
            keepalive,
            Safety.ONCE);
    try {
      return begun(
          new ProcessStream(rpc.open(call, cancellation), ref, r -> open(r, cancellation)));
    } catch (OutcomeUnknown e) {
      return found(ref, e, cancellation);
    }
  }

  /**
   * Listens to a running process from now on, or hears how one ended in the last half minute.
   *
   * @throws NotFound when there is none
   */
  public ProcessStream attach(ProcessRef ref, Cancellation cancellation) {
    return begun(
        new ProcessStream(open(ref, cancellation), ref, again -> open(again, cancellation)));
  }

  /** Processes that were started through the daemon and still run. */
  public List<ProcessInfo> list() {
    List<ProcessInfo> processes = new ArrayList<>();
    rpc.call("List", JsonWriter.EMPTY, Optional.empty(), Safety.REPEATABLE)
        .path("processes")
        .forEach(json -> processes.add(info(json)));
    return processes;
  }

  /** Writes to a process's standard input. */
  public void sendInput(ProcessRef ref, byte[] bytes) {
    JsonWriter message =
        json -> {
          ref.write(json);
          json.writeObjectFieldStart("input");
          json.writeStringField("stdin", Base64.getEncoder().encodeToString(bytes));
          json.writeEndObject();
        };
    rpc.call("SendInput", message, Optional.empty(), Safety.ONCE);
  }

  /** Ends a process's standard input. */
  public void closeInput(ProcessRef ref) {
    access.version().require(DaemonVersion.CLOSE_STDIN, "Closing standard input");
    rpc.call("CloseStdin", ref::write, Optional.empty(), Safety.ONCE);
  }

  /** Asks a process to end; its children are not told. False when there is none. */
  public boolean terminate(ProcessRef ref) {
    return signal(ref, "SIGNAL_SIGTERM");
  }

  /** Kills a process; its children live on. False when there is none. */
  public boolean kill(ProcessRef ref) {
    return signal(ref, "SIGNAL_SIGKILL");
  }

  /** Kills everything that a {@link MarkedScript} has started, and waits until it is dead. */
  public void killTree(MarkedScript script) {
    try (ProcessStream killer = start(script.killer(), Cancellation.none())) {
      killer.await(ProcessOutput.SILENT);
    }
  }

  private ProcessStream found(ProcessRef ref, OutcomeUnknown cause, Cancellation cancellation) {
    try {
      log.warn("Looking for the {}, whose start was not answered: {}", ref, cause.getMessage());
      return attach(ref, cancellation);
    } catch (SandboxNotFound e) {
      throw e;
    } catch (E2bException e) {
      cause.addSuppressed(e);
      throw cause;
    }
  }

  private ProcessExit awaitOrKill(ProcessStream stream, ProcessOutput output) {
    boolean hasEnded = false;
    try {
      ProcessExit exit = stream.await(output);
      hasEnded = true;
      return exit;
    } finally {
      if (!hasEnded) {
        Shield.run(() -> killQuietly(ProcessRef.pid(stream.pid())));
      }
    }
  }

  private void killQuietly(ProcessRef ref) {
    try {
      kill(ref);
    } catch (E2bException e) {
      log.debug("The {} could not be killed", ref, e);
    }
  }

  private static ProcessStream begun(ProcessStream stream) {
    boolean isBegun = false;
    try {
      stream.awaitStart();
      isBegun = true;
      return stream;
    } finally {
      if (!isBegun) {
        stream.close();
      }
    }
  }

  private ConnectStream open(ProcessRef ref, Cancellation cancellation) {
    return rpc.open(
        new StreamCall(
            "Connect",
            ref::write,
            Optional.empty(),
            Optional.empty(),
            keepalive,
            Safety.REPEATABLE),
        cancellation);
  }

  private boolean signal(ProcessRef ref, String signal) {
    JsonWriter message =
        json -> {
          ref.write(json);
          json.writeStringField("signal", signal);
        };
    try {
      rpc.call("SendSignal", message, Optional.empty(), Safety.ONCE);
      return true;
    } catch (NotFound e) {
      return false;
    }
  }

  private Optional<String> named(Optional<String> user) {
    return user.isPresent() || access.version().isAtLeast(DaemonVersion.DEFAULT_USER)
        ? user
        : Optional.of("user");
  }

  private void write(JsonGenerator json, ProcessRequest request, String tag) throws IOException {
    json.writeObjectFieldStart("process");
    json.writeStringField("cmd", request.command());
    json.writeArrayFieldStart("args");
    for (String argument : request.arguments()) {
      json.writeString(argument);
    }
    json.writeEndArray();
    JsonWriter.writeTexts(json, "envs", request.environment());
    if (request.directory().isPresent()) {
      json.writeStringField("cwd", request.directory().get());
    }
    json.writeEndObject();
    json.writeStringField("tag", tag);
    // Left out it would mean yes.
    json.writeBooleanField("stdin", request.hasInput());
  }

  private static ProcessInfo info(JsonValue json) {
    JsonValue config = json.path("config");
    List<String> arguments = new ArrayList<>();
    config.path("args").forEach(argument -> arguments.add(argument.text()));
    Map<String, String> environment = new LinkedHashMap<>();
    JsonValue envs = config.path("envs");
    envs.names().forEach(name -> environment.put(name, envs.path(name).text()));
    return new ProcessInfo(
        json.path("pid").number(0),
        text(json.path("tag")),
        config.path("cmd").text(),
        arguments,
        environment,
        text(config.path("cwd")));
  }

  private static Optional<String> text(JsonValue json) {
    return Optional.of(json.text()).filter(text -> !text.isEmpty());
  }
}
