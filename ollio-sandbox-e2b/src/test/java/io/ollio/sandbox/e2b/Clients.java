package io.ollio.sandbox.e2b;

import io.ollio.IdSource;
import io.ollio.sandbox.e2b.api.E2bLimits;
import io.ollio.sandbox.e2b.api.E2bSettings;
import io.ollio.sandbox.e2b.client.E2bClient;
import io.ollio.sandbox.e2b.fake.FakeE2b;
import io.ollio.testkit.time.ManualTime;

/** Clients of the fake. */
public final class Clients {
  private Clients() {}

  /** In plain, on one address. */
  public static E2bSettings.Builder settings(FakeE2b fake) {
    return E2bSettings.builder()
        .apiKey(FakeE2b.KEY)
        .apiUrl(fake.url())
        .sandboxUrl(fake.url())
        .limits(E2bLimits.DEFAULT);
  }

  /** In plain; its waits pass at once. */
  public static E2bClient plain(FakeE2b fake) {
    return of(settings(fake).build(), fake);
  }

  /** Through E2B's own host names, with TLS. */
  public static E2bClient tls(FakeE2b fake) {
    return of(E2bSettings.of(FakeE2b.KEY), fake);
  }

  public static E2bClient of(E2bSettings settings, FakeE2b fake) {
    return new E2bClient(settings, fake.client(), (wait, cancellation) -> {}, IdSource.system());
  }

  /** Options for the contract, by a clock that the test turns. */
  public static E2bSandboxProvider provider(E2bClient client, ManualTime time) {
    return new E2bSandboxProvider(client, E2bSandboxOptions.DEFAULT, time);
  }
}
