package io.ollio.sandbox.e2b.fake.http;

import java.io.IOException;

/** Answers requests, on a thread of the connection or stream. */
@FunctionalInterface
public interface FakeHandler {
  FakeReply handle(FakeRequest request) throws IOException;
}
