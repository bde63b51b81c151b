package io.ollio.sandbox.e2b;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InUseTest {
  private final InUse inUse = new InUse();

  @Test
  void closeUnlessUsed_nobodyCame_closes() {
    long before = inUse.uses();

    assertThat(inUse.closeUnlessUsedSince(before)).isTrue();
  }

  @Test
  void closeUnlessUsed_somebodyCameAndWent_staysOpen() {
    long before = inUse.uses();
    inUse.begin();
    inUse.end();

    assertThat(inUse.closeUnlessUsedSince(before)).isFalse();
    inUse.begin();
    assertThat(inUse.isUsed()).isTrue();
  }

  @Test
  void begin_whileClosed_waitsUntilItIsOpen() {
    inUse.close();
    CompletableFuture<Void> entry = CompletableFuture.runAsync(inUse::begin);
    assertThat(inUse.isUsed()).isFalse();

    inUse.open();
    entry.join();

    assertThat(inUse.isUsed()).isTrue();
  }
}
