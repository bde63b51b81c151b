package io.ollio.sandbox.e2b.control;

import io.ollio.InvalidInput;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What kind of sandbox to create. What is left empty is not sent, and E2B decides.
 *
 * @param template name, id, {@code name:tag}, {@code team/name:tag}, or a snapshot's id
 * @param timeout how long it lives unless prolonged; rounded up to whole seconds
 * @param metadata the host's own labels; not secret
 * @param environment variables of every process
 * @param internetAccess whether anything outside can be reached
 * @param network finer rules
 * @param lifecycle what happens at the end of its time
 * @param identityTokens audiences of identity tokens that processes can ask for, by name
 */
public record SandboxRequest(
    String template,
    Optional<Duration> timeout,
    Map<String, String> metadata,
    Map<String, String> environment,
    Optional<Boolean> internetAccess,
    Optional<NetworkRules> network,
    Lifecycle lifecycle,
    Map<String, String> identityTokens) {
  /** Checks and copies. */
  public SandboxRequest {
    InvalidInput.text(template, "template", 200);
    timeout.ifPresent(
        life ->
            InvalidInput.check(
                life.compareTo(Duration.ZERO) > 0, "timeout", "is " + life + ", must be positive"));
    metadata = Map.copyOf(metadata);
    environment = Map.copyOf(environment);
    identityTokens = Map.copyOf(identityTokens);
  }

  /** A sandbox of this template as E2B makes it. */
  public static SandboxRequest of(String template) {
    return new SandboxRequest(
        template,
        Optional.empty(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Lifecycle.UNSAID,
        Map.of());
  }

  /** This request with a time to live. */
  public SandboxRequest withTimeout(Duration life) {
    return new SandboxRequest(
        template,
        Optional.of(life),
        metadata,
        environment,
        internetAccess,
        network,
        lifecycle,
        identityTokens);
  }

  /** This request with labels. */
  public SandboxRequest withMetadata(Map<String, String> labels) {
    return new SandboxRequest(
        template, timeout, labels, environment, internetAccess, network, lifecycle, identityTokens);
  }

  /** This request with variables for every process. */
  public SandboxRequest withEnvironment(Map<String, String> variables) {
    return new SandboxRequest(
        template, timeout, metadata, variables, internetAccess, network, lifecycle, identityTokens);
  }

  /** This request with the internet on or off. */
  public SandboxRequest withInternetAccess(boolean on) {
    return new SandboxRequest(
        template,
        timeout,
        metadata,
        environment,
        Optional.of(on),
        network,
        lifecycle,
        identityTokens);
  }

  /** This request with network rules. */
  public SandboxRequest withNetwork(NetworkRules rules) {
    return new SandboxRequest(
        template,
        timeout,
        metadata,
        environment,
        internetAccess,
        Optional.of(rules),
        lifecycle,
        identityTokens);
  }

  /** This request with another end of its time. */
  public SandboxRequest withLifecycle(Lifecycle end) {
    return new SandboxRequest(
        template, timeout, metadata, environment, internetAccess, network, end, identityTokens);
  }

  /** Without the environment's values. */
  @Override
  public String toString() {
    return "SandboxRequest[template=" + template + ", timeout=" + timeout + "]";
  }
}
