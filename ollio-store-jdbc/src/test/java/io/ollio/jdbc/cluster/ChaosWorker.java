package io.ollio.jdbc.cluster;

import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/**
 * A worker of {@link ChaosRun}, until it is killed. Arguments: database URL, base URL of the model,
 * seconds by which its clock is wrong.
 */
final class ChaosWorker {
  private ChaosWorker() {}

  /** See the type. */
  public static void main(String[] arguments) throws InterruptedException {
    long wrongBy = Long.parseLong(arguments[2]);
    InstantSource system = InstantSource.system();
    ChaosHost.worker(arguments[0], arguments[1], () -> system.instant().plusSeconds(wrongBy));
    // checkstyle: allow Print because the starting process waits for it
    System.out.println("ready");
    new CountDownLatch(1).await();
  }
}
