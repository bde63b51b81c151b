package io.ollio.sandbox.e2b.client;

import io.ollio.sandbox.e2b.api.E2bSettings;
import io.ollio.sandbox.e2b.control.SandboxAccess;
import java.util.Set;
import okhttp3.HttpUrl;

/** Where each part of E2B answers. Protocol notes, section 3.1. */
final class Hosts {
  static final int DAEMON_PORT = 49_983;
  static final int INTERPRETER_PORT = 49_999;
  private static final int LOCAL_CONTROL_PORT = 3_000;

  /** Domains where one host serves all sandboxes, which saves connections. */
  private static final Set<String> SHARED =
      Set.of("e2b.app", "e2b.dev", "e2b.pro", "e2b-staging.dev");

  private final E2bSettings settings;

  Hosts(E2bSettings settings) {
    this.settings = settings;
  }

  HttpUrl control() {
    String url = settings.apiUrl();
    if (url != null) {
      return HttpUrl.get(url);
    }
    return settings.isDebug()
        ? HttpUrl.get("http://localhost:" + LOCAL_CONTROL_PORT)
        : HttpUrl.get("https://api." + settings.domain());
  }

  /** For calls to the daemon. */
  HttpUrl daemon(SandboxAccess access) {
    String url = settings.sandboxUrl();
    if (url != null) {
      return HttpUrl.get(url);
    }
    String domain = domain(access);
    return SHARED.contains(domain) && !settings.isDebug()
        ? HttpUrl.get("https://sandbox." + domain)
        : ofPort(access, DAEMON_PORT);
  }

  /** For addresses that others use. */
  HttpUrl signed(SandboxAccess access) {
    String url = settings.sandboxUrl();
    return url == null ? ofPort(access, DAEMON_PORT) : HttpUrl.get(url);
  }

  HttpUrl interpreter(SandboxAccess access) {
    String url = settings.sandboxUrl();
    return url == null ? ofPort(access, INTERPRETER_PORT) : HttpUrl.get(url);
  }

  /** One port of one sandbox. */
  HttpUrl ofPort(SandboxAccess access, int port) {
    return settings.isDebug()
        ? HttpUrl.get("http://localhost:" + port)
        : HttpUrl.get("https://" + port + "-" + access.id() + "." + domain(access));
  }

  private String domain(SandboxAccess access) {
    return access.domain().orElse(settings.domain());
  }
}
