package io.ollio.sandbox.e2b.files;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ollio.Cancellation;
import io.ollio.InvalidInput;
import io.ollio.json.JsonValue;
import io.ollio.sandbox.e2b.api.DaemonVersion;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bException.AlreadyExists;
import io.ollio.sandbox.e2b.api.E2bException.NotFound;
import io.ollio.sandbox.e2b.control.SandboxAccess;
import io.ollio.sandbox.e2b.http.Endpoint;
import io.ollio.sandbox.e2b.http.JsonWriter;
import io.ollio.sandbox.e2b.http.Safety;
import io.ollio.sandbox.e2b.rpc.ConnectRpc;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * The files of one sandbox, by absolute path, or relative to the user's home. Links are followed.
 *
 * <p>Thread-safety: any number of threads at once. Blocking: every call. Lifetime: its client's.
 * Limits: whole files in memory those of {@link io.ollio.sandbox.e2b.api.E2bLimits#answerBytes},
 * streamed ones none. Every call may throw any {@link E2bException}.
 */
public final class RemoteFiles {
  private final Endpoint rest;
  private final Endpoint daemon;
  private final SandboxAccess access;
  private final HttpUrl direct;
  private final Optional<String> user;
  private final ConnectRpc rpc;
  private final Transfers transfers;

  /**
   * On the daemon of one sandbox.
   *
   * @param rest for whole files
   * @param daemon for everything else
   * @param direct the daemon's own address, for signed addresses
   */
  public RemoteFiles(Endpoint rest, Endpoint daemon, SandboxAccess access, HttpUrl direct) {
    this(rest, daemon, access, direct, Optional.empty());
  }

  private RemoteFiles(
      Endpoint rest, Endpoint daemon, SandboxAccess access, HttpUrl direct, Optional<String> user) {
    this.rest = rest;
    this.daemon = daemon;
    this.access = access;
    this.direct = direct;
    this.user = user;
    this.rpc = new ConnectRpc(daemon, "filesystem.Filesystem", access.id());
    this.transfers = new Transfers(rest, access, named());
  }

  /** The same files in the eyes of another Linux user, who also owns what is written. */
  public RemoteFiles as(String name) {
    InvalidInput.text(name, "user", 64);
    return new RemoteFiles(rest, daemon, access, direct, Optional.of(name));
  }

  /**
   * Reads a whole file.
   *
   * @throws NotFound when nothing is there
   * @throws E2bException.InvalidRequest when it is a directory
   */
  public byte[] read(String path) {
    return transfers.read(path);
  }

  /** Reads a whole file as UTF-8. */
  public String readText(String path) {
    return new String(read(path), StandardCharsets.UTF_8);
  }

  /**
   * Reads a file of any size; close the stream. A connection that breaks in the middle is an {@link
   * IOException} of the stream.
   */
  public InputStream open(String path) {
    return transfers.open(path);
  }

  /** Copies a file of any size; gives the number of bytes. */
  public long copyTo(String path, OutputStream target) throws IOException {
    try (InputStream source = open(path)) {
      return source.transferTo(target);
    }
  }

  /** Creates or replaces a file and the directories above it. */
  public void write(String path, byte[] content) {
    transfers.write(path, content, WriteOptions.PLAIN);
  }

  /** Creates or replaces a file. */
  public void write(String path, byte[] content, WriteOptions options) {
    transfers.write(path, content, options);
  }

  /** Creates or replaces a file with a text in UTF-8. */
  public void writeText(String path, String text) {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Creates or replaces a file with a stream of any size. A failure may leave a part of it.
   *
   * @param content read to its end, or to {@code length}; not closed
   * @param length number of bytes; -1 when unknown
   */
  public void write(String path, InputStream content, long length, WriteOptions options) {
    transfers.write(path, content, length, options);
  }

  /** Writes several files in one call each time they fit one; not all or nothing. */
  public void writeAll(Map<String, byte[]> files) {
    transfers.writeAll(files);
  }

  /** What is in a directory, down to this depth, 1 for its children only; in path order. */
  public List<RemoteEntry> list(String directory, int depth) {
    InvalidInput.check(depth >= 1, "depth", "is " + depth + ", must be at least 1");
    JsonValue answer =
        call(
            "ListDir",
            json -> {
              json.writeStringField("path", directory);
              json.writeNumberField("depth", depth);
            });
    List<RemoteEntry> entries = new ArrayList<>();
    answer.path("entries").forEach(entry -> entries.add(EntryReader.read(entry)));
    return entries;
  }

  /**
   * What stands at a path.
   *
   * @throws NotFound when nothing does
   */
  public RemoteEntry stat(String path) {
    return EntryReader.read(call("Stat", json -> path(json, path)).path("entry"));
  }

  /** What stands at a path, or nothing. */
  public Optional<RemoteEntry> find(String path) {
    try {
      return Optional.of(stat(path));
    } catch (NotFound e) {
      return Optional.empty();
    }
  }

  /** Whether anything stands at a path. */
  public boolean exists(String path) {
    return find(path).isPresent();
  }

  /** Makes a directory and those above it; tells whether it is new. */
  public boolean makeDirectory(String path) {
    try {
      call("MakeDir", json -> path(json, path));
      return true;
    } catch (AlreadyExists e) {
      return false;
    }
  }

  /** Renames, makes the directories above the new name, replaces a file of that name. */
  public RemoteEntry move(String from, String to) {
    JsonWriter message =
        json -> {
          json.writeStringField("source", from);
          json.writeStringField("destination", to);
        };
    return EntryReader.read(rpc.call("Move", message, named(), Safety.ONCE).path("entry"));
  }

  /** Deletes a file or a directory with all it holds; no error when nothing is there. */
  public void remove(String path) {
    call("Remove", json -> path(json, path));
  }

  /** Begins to watch a directory; returns when it is watched. */
  public DirectoryWatch watch(String directory, WatchOptions options) {
    if (options.recursive()) {
      access.version().require(DaemonVersion.RECURSIVE_WATCH, "Watching all below");
    }
    if (options.withEntries()) {
      access.version().require(DaemonVersion.WATCH_ENTRIES, "Watching with entries");
    }
    if (options.networkMounts()) {
      access.version().require(DaemonVersion.WATCH_MOUNTS, "Watching network mounts");
    }
    JsonWriter message =
        json -> {
          path(json, directory);
          flag(json, "recursive", options.recursive());
          flag(json, "includeEntry", options.withEntries());
          flag(json, "allowNetworkMounts", options.networkMounts());
        };
    return new DirectoryWatch(
        rpc.open(
            new ConnectRpc.StreamCall(
                "WatchDir",
                message,
                named(),
                Optional.empty(),
                Optional.empty(),
                Safety.REPEATABLE),
            Cancellation.none()));
  }

  /** Addresses for those who do not have the sandbox's token. */
  public SignedUrls urls() {
    return new SignedUrls(direct, access, named());
  }

  /** Old daemons know no default user. */
  private Optional<String> named() {
    return user.isPresent() || access.version().isAtLeast(DaemonVersion.DEFAULT_USER)
        ? user
        : Optional.of("user");
  }

  private JsonValue call(String method, JsonWriter message) {
    return rpc.call(method, message, named(), Safety.REPEATABLE);
  }

  private static void path(JsonGenerator json, String path) throws IOException {
    json.writeStringField("path", path);
  }

  private static void flag(JsonGenerator json, String field, boolean value) throws IOException {
    if (value) {
      json.writeBooleanField(field, true);
    }
  }
}
