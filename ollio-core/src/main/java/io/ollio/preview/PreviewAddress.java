package io.ollio.preview;

import java.net.URI;
import java.time.Instant;

/**
 * Where a preview can be opened.
 *
 * @param token what to revoke it by
 * @param uri the address of its entry page, ending in a slash
 * @param expiresAt when it stops working by itself
 */
public record PreviewAddress(PreviewToken token, URI uri, Instant expiresAt) {
  /** Leaves out the address, which holds the token. */
  @Override
  public String toString() {
    return token + " until " + expiresAt;
  }
}
