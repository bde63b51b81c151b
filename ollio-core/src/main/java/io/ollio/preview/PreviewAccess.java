package io.ollio.preview;

import java.util.Optional;

/**
 * One request that a preview server answered, for an audit trail. Requests that the JDK's server
 * turns away itself (a request line that is no HTTP) are not seen here.
 *
 * @param token the preview asked for; empty when the address named none
 * @param method e.g. {@code GET}
 * @param path as sent, without the query, control characters replaced; at most {@value
 *     #MAX_PATH_LENGTH} characters
 * @param status the HTTP status of the answer
 */
public record PreviewAccess(Optional<PreviewToken> token, String method, String path, int status) {
  /** Longest path kept, in characters. */
  public static final int MAX_PATH_LENGTH = 500;

  /** Cuts and cleans the path. */
  public PreviewAccess {
    path = path.substring(0, Math.min(path.length(), MAX_PATH_LENGTH));
    path = path.replaceAll("\\p{Cntrl}", "\uFFFD");
  }

  /** Hears of every request. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Called on the request's thread before the answer is sent, so that nothing leaves unrecorded.
     * What it throws is logged and changes nothing; a slow one slows the page down.
     */
    void onAccess(PreviewAccess access);

    /** Ignores everything. */
    static Listener none() {
      return access -> {};
    }
  }
}
