package io.ollio.live;

import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.preview.EmbedSnippet;
import io.ollio.preview.PreviewToken;
import io.ollio.sandbox.RunningCommand;
import io.ollio.sandbox.Sandbox;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * One running dev server and its address.
 *
 * <p>Thread-safety: any number of threads. Blocking: writes into the sandbox. Lifetime: who started
 * it closes it; it ends with its sandbox's lease. Limits: those of its sandbox.
 */
public final class LivePreview implements AutoCloseable {
  /** No dev server lives longer, however often its lease is extended. */
  public static final Duration LONGEST = Duration.ofHours(8);

  private final LiveGateway gateway;
  private final PreviewToken token;
  private final Sandbox sandbox;
  private final RunningCommand running;
  private final OutputTail output;
  private FileTree files;

  LivePreview(
      LiveGateway gateway,
      PreviewToken token,
      Sandbox sandbox,
      RunningCommand running,
      OutputTail output,
      FileTree files) {
    this.gateway = gateway;
    this.token = token;
    this.sandbox = sandbox;
    this.running = running;
    this.output = output;
    this.files = files;
  }

  /** The address of its entry page, ending in a slash. Who knows it can look at the project. */
  public URI uri() {
    return gateway.uri(token);
  }

  /** What it is known by to an access listener. */
  public PreviewToken token() {
    return token;
  }

  /** What the application puts into its page to show it. */
  public EmbedSnippet embed(String title) {
    return EmbedSnippet.of(uri(), gateway.addresses().source(token), title);
  }

  /** Writes what is different and deletes what is gone; the dev server reloads open pages. */
  public synchronized void update(FileTree next) {
    Map<FilePath, FileContent> changed = new TreeMap<>(next.files());
    changed
        .entrySet()
        .removeIf(file -> files.find(file.getKey()).filter(file.getValue()::equals).isPresent());
    sandbox.files().writeAll(changed);
    files.files().keySet().stream()
        .filter(path -> next.find(path).isEmpty())
        .forEach(path -> sandbox.files().delete(path));
    files = next;
  }

  /** Moves the end to now plus the duration, at most {@link #LONGEST} after the start. */
  public void extend(Duration lease) {
    sandbox.extendLease(lease);
  }

  /** Whether the dev server still runs. */
  public boolean isRunning() {
    return running.isRunning();
  }

  /** The last of what the dev server printed, such as compile errors; at most 2,000 characters. */
  public String output() {
    return output.text();
  }

  /** Ends the address at once, then the dev server and its sandbox. Idempotent. */
  @Override
  public void close() {
    gateway.remove(token);
    running.kill();
    sandbox.close();
  }
}
