package io.ollio.sandbox.e2b.http;

import okhttp3.Call;
import okhttp3.Response;

/**
 * A call whose answer has begun. Aborting it cancels it, which resets an HTTP/2 stream and spares
 * HTTP/1.1 the rest of the body.
 *
 * @param call to end it from another thread
 * @param response its head, and its body to be read
 * @param watch its time limit
 */
public record Exchange(Call call, Response response, CallWatch watch) implements AutoCloseable {
  @Override
  public void close() {
    watch.close();
    response.close();
  }

  /** Ends it when its answer is not wanted to the end. */
  public void abort() {
    call.cancel();
    close();
  }
}
