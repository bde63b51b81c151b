package io.ollio.sandbox.e2b.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules for a sandbox's network beyond on and off. Who names domains in {@code allowOut} must deny
 * {@code 0.0.0.0/0}.
 *
 * @param allowOut addresses, ranges or domains that may be reached
 * @param denyOut addresses or ranges that may not
 * @param publicTraffic whether ports can be reached without a token; empty leaves it to E2B
 * @param requestHost host name that servers in the sandbox see; may hold <code>${PORT}</code>
 * @param httpsPorts ports that speak TLS themselves
 * @param egressProxy SOCKS5 proxy for outbound traffic
 * @param headers headers that are put into outbound requests, by domain; may hold secrets
 */
public record NetworkRules(
    List<String> allowOut,
    List<String> denyOut,
    Optional<Boolean> publicTraffic,
    Optional<String> requestHost,
    List<Integer> httpsPorts,
    Optional<EgressProxy> egressProxy,
    Map<String, Map<String, String>> headers) {
  /** No rules. */
  public static final NetworkRules NONE = outbound(List.of(), List.of());

  /** Everything denied but these addresses and domains. */
  public static NetworkRules only(List<String> allowed) {
    return outbound(allowed, List.of("0.0.0.0/0"));
  }

  /** Allowed and denied targets. */
  public static NetworkRules outbound(List<String> allowed, List<String> denied) {
    return new NetworkRules(
        allowed, denied, Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Map.of());
  }

  /** Copies. */
  public NetworkRules {
    allowOut = List.copyOf(allowOut);
    denyOut = List.copyOf(denyOut);
    httpsPorts = List.copyOf(httpsPorts);
    headers = Map.copyOf(headers);
  }

  /** Without header values. */
  @Override
  public String toString() {
    return "NetworkRules[allowOut=" + allowOut + ", denyOut=" + denyOut + "]";
  }

  /**
   * A SOCKS5 proxy.
   *
   * @param address host and port
   * @param username login, if it needs one
   * @param password of the login
   */
  public record EgressProxy(String address, Optional<String> username, Optional<String> password) {
    /** Without the login. */
    @Override
    public String toString() {
      return "EgressProxy[" + address + "]";
    }
  }
}
