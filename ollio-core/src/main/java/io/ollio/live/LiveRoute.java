package io.ollio.live;

import io.ollio.preview.PreviewToken;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where a token leads.
 *
 * @param token the token
 * @param server where the dev server can be reached
 * @param expiresAt from then on it leads nowhere
 * @param connections those that are open, to be cut when it ends
 */
record LiveRoute(PreviewToken token, URI server, Instant expiresAt, Set<Socket> connections) {
  LiveRoute(PreviewToken token, URI server, Instant expiresAt) {
    this(token, server, expiresAt, ConcurrentHashMap.newKeySet());
  }
}
