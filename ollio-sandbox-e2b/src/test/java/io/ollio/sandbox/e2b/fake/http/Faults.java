package io.ollio.sandbox.e2b.fake.http;

import io.ollio.sandbox.e2b.fake.http.FakeReply.ResetConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Planned faults, each for the next request whose method and path contain a text. Thread-safe. */
public final class Faults {
  private final List<Plan> plans = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private record Plan(String part, Fault fault) {}

  public synchronized void plan(String part, Fault fault) {
    plans.add(new Plan(part, fault));
  }

  public void close() {
    closed.countDown();
  }

  public FakeReply around(FakeRequest request, FakeHandler handler) throws IOException {
    Optional<Fault> fault = due(request.method() + " " + request.path());
    if (fault.isEmpty()) {
      return handler.handle(request);
    }
    Fault happens = fault.get();
    if (happens instanceof Fault.Answer answer) {
      return answer.reply();
    }
    if (happens instanceof Fault.ResetBefore) {
      return FakeReply.reset();
    }
    if (happens instanceof Fault.Silence) {
      awaitClose();
      return FakeReply.reset();
    }
    FakeReply reply = handler.handle(request);
    if (happens instanceof Fault.ResetAfter) {
      reply.body().writeTo(OutputStream.nullOutputStream());
      return FakeReply.reset();
    }
    if (happens instanceof Fault.StallAfter) {
      return reply.withBody(
          -1,
          out -> {
            reply.body().writeTo(out);
            out.flush();
            awaitClose();
          });
    }
    long length = happens instanceof Fault.EndAt ? -1 : reply.length();
    return reply.withBody(length, out -> reply.body().writeTo(new Broken(out, happens)));
  }

  private synchronized Optional<Fault> due(String requestLine) {
    for (Plan plan : plans) {
      if (requestLine.contains(plan.part())) {
        plans.remove(plan);
        return Optional.of(plan.fault());
      }
    }
    return Optional.empty();
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets so many bytes through. */
  private final class Broken extends OutputStream {
    private final OutputStream out;
    private final Fault fault;
    private int left;

    Broken(OutputStream out, Fault fault) {
      this.out = out;
      this.fault = fault;
      this.left =
          fault instanceof Fault.ResetAt reset
              ? reset.bytes()
              : fault instanceof Fault.EndAt end ? end.bytes() : ((Fault.StallAt) fault).bytes();
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int passed = Math.min(left, length);
      out.write(bytes, offset, passed);
      left -= passed;
      if (passed == length) {
        return;
      }
      if (fault instanceof Fault.ResetAt) {
        throw new ResetConnection();
      }
      if (fault instanceof Fault.StallAt) {
        out.flush();
        awaitClose();
        throw new ResetConnection();
      }
    }
  }
}
