package io.ollio.generation;

import io.ollio.OwnerId;
import io.ollio.file.FileTree;
import io.ollio.preview.PreviewAccess;
import io.ollio.preview.PreviewAddress;
import io.ollio.preview.PreviewRegistry;
import io.ollio.preview.PreviewServer;
import io.ollio.preview.PreviewSettings;
import io.ollio.preview.PreviewToken;
import io.ollio.project.ProjectStore;
import io.ollio.project.Version;
import io.ollio.project.VersionId;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows stored versions through the library's own server, which starts with the first preview.
 *
 * <p>Thread-safety: any number of threads. Blocking: a database read for each page. Lifetime: close
 * it to stop the server; a deleted version or revoked token shows nothing. Limits: see {@link
 * PreviewSettings}.
 */
public final class VersionPreviews implements PreviewPublisher, AutoCloseable {
  private final ProjectStore store;
  private final PreviewSettings settings;
  private final PreviewRegistry registry;
  private final PreviewAccess.Listener listener;
  private @Nullable PreviewServer server;

  /** Previews of this store's versions. */
  @Inject
  public VersionPreviews(
      ProjectStore store,
      PreviewSettings settings,
      PreviewRegistry registry,
      PreviewAccess.Listener listener) {
    this.store = store;
    this.settings = settings;
    this.registry = registry;
    this.listener = listener;
  }

  @Override
  public Optional<URI> publish(OwnerId owner, Version version) {
    return Optional.of(open(owner, version).uri());
  }

  /** A new address of the version, with its token to revoke it by. */
  public PreviewAddress open(OwnerId owner, Version version) {
    PreviewServer running = server();
    VersionId id = version.id();
    return running.address(registry.publish(() -> files(owner, id)));
  }

  /** Ends a preview at once; false when it was not open. */
  public boolean revoke(PreviewToken token) {
    return registry.revoke(token);
  }

  /** The server, started when it was not running. */
  public synchronized PreviewServer server() {
    PreviewServer running = server;
    if (running == null) {
      running = PreviewServer.start(settings, registry, listener);
      server = running;
    }
    return running;
  }

  @Override
  public synchronized void close() {
    if (server != null) {
      server.close();
    }
  }

  private Optional<FileTree> files(OwnerId owner, VersionId id) {
    return store.versions().find(owner, id).map(Version::files);
  }
}
