package io.ollio.sandbox.e2b.fault;

import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;

/** Counts connections that a call holds. */
final class OpenCalls extends EventListener {
  private final AtomicInteger open = new AtomicInteger();

  int open() {
    return open.get();
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    open.incrementAndGet();
  }

  @Override
  public void connectionReleased(Call call, Connection connection) {
    open.decrementAndGet();
  }
}
