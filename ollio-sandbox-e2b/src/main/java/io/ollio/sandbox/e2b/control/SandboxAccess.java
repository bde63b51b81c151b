package io.ollio.sandbox.e2b.control;

import io.ollio.sandbox.e2b.api.DaemonVersion;
import java.util.Optional;

/**
 * What is needed to talk to one sandbox. Its tokens are secrets.
 *
 * @param id the sandbox
 * @param templateId what it was made from
 * @param version its daemon's version
 * @param accessToken for its files, processes and code interpreter; empty for unsecured ones
 * @param trafficToken for its other ports when they are not public
 * @param domain its cluster's domain where that is not the configured one
 */
public record SandboxAccess(
    String id,
    String templateId,
    DaemonVersion version,
    Optional<String> accessToken,
    Optional<String> trafficToken,
    Optional<String> domain) {
  /** Without the tokens. */
  @Override
  public String toString() {
    return "SandboxAccess[id=" + id + ", templateId=" + templateId + ", version=" + version + "]";
  }
}
