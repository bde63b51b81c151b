package io.ollio.sandbox.e2b.api;

import io.ollio.InvalidInput;
import java.time.Duration;

/**
 * Time and size limits of calls.
 *
 * @param connect until a connection stands
 * @param request a call from its beginning to the end of its answer; of a stream, until its first
 *     event
 * @param transfer silence while a file is sent or received; such a call has no limit as a whole
 * @param keepalive how often a silent stream is asked to show that it lives; whole seconds
 * @param slack how much later than that a silent stream counts as lost
 * @param health the probe that tells a lost sandbox from a lost connection
 * @param retries repeats of a call that can be repeated without harm
 * @param answerBytes largest answer kept in memory; files are not bound by it
 */
public record E2bLimits(
    Duration connect,
    Duration request,
    Duration transfer,
    Duration keepalive,
    Duration slack,
    Duration health,
    int retries,
    int answerBytes) {
  /** 10 s, 60 s, 60 s, 50 s, 30 s, 5 s, 3 repeats, 64 MiB. */
  public static final E2bLimits DEFAULT =
      new E2bLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(50),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          3,
          64 << 20);

  /** Checks the ranges. */
  public E2bLimits {
    positive(connect, "connect");
    positive(request, "request");
    positive(transfer, "transfer");
    InvalidInput.check(
        keepalive.toSeconds() >= 1, "keepalive", "is " + keepalive + ", must be at least 1 s");
    positive(slack, "slack");
    positive(health, "health");
    InvalidInput.check(
        retries >= 0 && retries <= 10, "retries", "is " + retries + ", must be 0 to 10");
    InvalidInput.check(
        answerBytes >= 1_024, "answerBytes", "is " + answerBytes + ", must be at least 1024");
  }

  /** These limits with another one for a request. */
  public E2bLimits withRequest(Duration limit) {
    return new E2bLimits(connect, limit, transfer, keepalive, slack, health, retries, answerBytes);
  }

  /** These limits with others for silent streams. */
  public E2bLimits withKeepalive(Duration period, Duration grace) {
    return new E2bLimits(connect, request, transfer, period, grace, health, retries, answerBytes);
  }

  /** These limits with another one for silence while a file moves. */
  public E2bLimits withTransfer(Duration limit) {
    return new E2bLimits(connect, request, limit, keepalive, slack, health, retries, answerBytes);
  }

  /** These limits with another number of repeats. */
  public E2bLimits withRetries(int number) {
    return new E2bLimits(connect, request, transfer, keepalive, slack, health, number, answerBytes);
  }

  private static void positive(Duration value, String field) {
    InvalidInput.check(
        value.compareTo(Duration.ZERO) > 0, field, "is " + value + ", must be positive");
  }
}
