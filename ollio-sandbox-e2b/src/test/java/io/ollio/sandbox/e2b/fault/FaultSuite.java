package io.ollio.sandbox.e2b.fault;

import io.ollio.sandbox.e2b.Clients;
import io.ollio.sandbox.e2b.api.E2bLimits;
import io.ollio.sandbox.e2b.client.E2bClient;
import io.ollio.sandbox.e2b.client.RemoteSandbox;
import io.ollio.sandbox.e2b.fake.FakeE2b;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A fake, and a client with short limits whose waits pass at once. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FaultSuite {
  /** Long enough for what succeeds on a busy machine. */
  static final E2bLimits SHORT =
      E2bLimits.DEFAULT
          .withRequest(Duration.ofSeconds(20))
          .withKeepalive(Duration.ofSeconds(1), Duration.ofSeconds(15))
          .withTransfer(Duration.ofSeconds(20));

  /** For what falls silent. */
  static final E2bLimits HASTY =
      SHORT
          .withKeepalive(Duration.ofSeconds(1), Duration.ofMillis(500))
          .withTransfer(Duration.ofMillis(800));

  @TempDir Path directory;
  FakeE2b fake;
  E2bClient client;

  @BeforeEach
  final void startFake() {
    fake = FakeE2b.plain(directory, InstantSource.system());
    client = Clients.of(Clients.settings(fake).limits(SHORT).build(), fake);
  }

  @AfterEach
  final void closeFake() {
    fake.close();
  }

  /** A client that waits no longer than this for a request. */
  final E2bClient impatient(Duration limit) {
    return Clients.of(Clients.settings(fake).limits(SHORT.withRequest(limit)).build(), fake);
  }

  /** The same sandbox to a client that bears no silence. */
  final RemoteSandbox hasty(RemoteSandbox sandbox) {
    E2bClient other = Clients.of(Clients.settings(fake).limits(HASTY).build(), fake);
    return other.sandbox(sandbox.access());
  }

  final RemoteSandbox sandbox() {
    return client.create("base");
  }
}
