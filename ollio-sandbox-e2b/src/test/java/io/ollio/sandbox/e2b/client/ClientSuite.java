package io.ollio.sandbox.e2b.client;

import io.ollio.sandbox.e2b.Clients;
import io.ollio.sandbox.e2b.fake.FakeE2b;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A fake, a client and a sandbox. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ClientSuite {
  @TempDir Path directory;
  FakeE2b fake;
  E2bClient client;
  RemoteSandbox sandbox;

  @BeforeEach
  final void createSandbox() {
    fake = FakeE2b.plain(directory, InstantSource.system());
    client = Clients.plain(fake);
    sandbox = client.create("base");
  }

  @AfterEach
  final void closeFake() {
    client.close();
    fake.close();
  }
}
