package io.ollio.generation;

import io.ollio.OwnerId;
import io.ollio.file.FileTree;
import io.ollio.preview.PreviewAddress;
import io.ollio.preview.PreviewRegistry;
import io.ollio.preview.PreviewServer;
import io.ollio.preview.PreviewSettings;
import io.ollio.preview.PreviewToken;
import io.ollio.project.GenerationId;
import io.ollio.project.ProjectStore;
import io.ollio.project.Version;
import io.ollio.project.VersionId;
import io.ollio.secret.SecretScan;
import io.ollio.secret.SecretsFound;
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
  private final PreviewAudit audit;
  private final SecretScan secrets;
  private @Nullable PreviewServer server;

  /**
   * Previews of this store's versions.
   *
   * @param audit hears of every preview and every request
   * @param secrets with its policy to block, a version with credentials is not shown
   */
  @Inject
  public VersionPreviews(
      ProjectStore store,
      PreviewSettings settings,
      PreviewRegistry registry,
      PreviewAudit audit,
      SecretScan secrets) {
    this.store = store;
    this.settings = settings;
    this.registry = registry;
    this.audit = audit;
    this.secrets = secrets;
  }

  @Override
  public Optional<URI> publish(OwnerId owner, GenerationId generation, Version version) {
    return Optional.of(open(owner, generation.value(), version).uri());
  }

  /**
   * A new address of the version, with its token to revoke it by.
   *
   * @throws SecretsFound when it holds credentials and the policy is to block
   */
  public PreviewAddress open(OwnerId owner, Version version) {
    return open(owner, "", version);
  }

  private PreviewAddress open(OwnerId owner, String generation, Version version) {
    secrets.requireNone(version.files());
    PreviewServer running = server();
    VersionId id = version.id();
    PreviewAddress address = running.address(registry.publish(() -> files(owner, id)));
    audit.issued(address, owner, generation, version);
    return address;
  }

  /** Ends a preview at once; false when it was not open. */
  public boolean revoke(PreviewToken token) {
    return registry.revoke(token);
  }

  /** Ends the preview with this address at once; false when it was not open. */
  public boolean revoke(URI address) {
    return server().token(address).map(registry::revoke).orElse(false);
  }

  /** The server, started when it was not running. */
  public synchronized PreviewServer server() {
    PreviewServer running = server;
    if (running == null) {
      running = PreviewServer.start(settings, registry, audit);
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
