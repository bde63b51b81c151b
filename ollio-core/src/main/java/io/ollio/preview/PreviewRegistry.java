package io.ollio.preview;

import io.ollio.InvalidInput;
import io.ollio.file.FileTree;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Issues, revokes and expires preview tokens in memory. Give it a lookup of a stored version rather
 * than files, and it holds a few hundred bytes per preview. Tokens do not survive the process and
 * are not known to another one: hosts with several nodes implement {@link PreviewSource} on their
 * store.
 *
 * <p>Thread-safety: any number of threads. Blocking: only as long as the given lookups. Lifetime:
 * the host's; nothing to close. Limits: expired tokens are dropped when the next one is issued.
 */
public final class PreviewRegistry implements PreviewSource {
  /** How long a preview can be opened. */
  public static final Duration DEFAULT_LIFETIME = Duration.ofDays(7);

  private final InstantSource clock;
  private final RandomGenerator random;
  private final Duration lifetime;

  /** In order of expiry, as all live equally long. */
  private final Map<PreviewToken, Entry> entries = new LinkedHashMap<>();

  /** A registry on a clock and a secure source of chance. */
  public PreviewRegistry(InstantSource clock, RandomGenerator secure, Duration lifetime) {
    InvalidInput.check(
        lifetime.compareTo(Duration.ZERO) > 0, "lifetime", "must be positive, not " + lifetime);
    this.clock = clock;
    this.random = secure;
    this.lifetime = lifetime;
  }

  /** A registry on a clock. */
  public static PreviewRegistry of(InstantSource clock, Duration lifetime) {
    return new PreviewRegistry(clock, new SecureRandom(), lifetime);
  }

  /** A registry on the system's clock with {@link #DEFAULT_LIFETIME}. */
  public static PreviewRegistry system() {
    return of(InstantSource.system(), DEFAULT_LIFETIME);
  }

  /** Issues a token for these files, which stay in memory until it ends. */
  public Grant publish(FileTree files) {
    return publish(() -> Optional.of(files));
  }

  /** Issues a token for what the lookup finds each time the preview is opened. */
  public Grant publish(Supplier<Optional<FileTree>> lookup) {
    Instant now = clock.instant();
    Grant grant = new Grant(PreviewToken.random(random), now.plus(lifetime));
    synchronized (entries) {
      entries.values().removeIf(entry -> entry.isOver(now));
      entries.put(grant.token(), new Entry(lookup, grant.expiresAt()));
    }
    return grant;
  }

  /** Ends a preview at once; false when it was not open. */
  public boolean revoke(PreviewToken token) {
    Entry removed;
    synchronized (entries) {
      removed = entries.remove(token);
    }
    return removed != null && !removed.isOver(clock.instant());
  }

  @Override
  public Optional<FileTree> find(PreviewToken token) {
    Entry entry;
    synchronized (entries) {
      entry = entries.get(token);
    }
    return entry == null || entry.isOver(clock.instant()) ? Optional.empty() : entry.lookup().get();
  }

  /**
   * A token that was issued; {@link PreviewServer#address} makes an address of it.
   *
   * @param token what the address will hold
   * @param expiresAt from then on it finds nothing
   */
  public record Grant(PreviewToken token, Instant expiresAt) {}

  private record Entry(Supplier<Optional<FileTree>> lookup, Instant expiresAt) {
    boolean isOver(Instant now) {
      return !now.isBefore(expiresAt);
    }
  }
}
