package io.ollio.generation;

import io.ollio.Cancellation;
import io.ollio.job.Job;
import io.ollio.job.JobContext;
import io.ollio.job.JobHandler;
import io.ollio.job.JobRunner;
import io.ollio.job.JobStats;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs its one job when told to, and says when it closes, as a durable runner does. */
final class ClosingRunner implements JobRunner {
  private @Nullable JobHandler handler;
  private @Nullable Job job;

  /** Runs one try; nothing is cancelled, whatever {@code isClosing} says. */
  void run(int attempt, BooleanSupplier isClosing) {
    Objects.requireNonNull(handler)
        .run(new Try(Objects.requireNonNull(job), attempt, Cancellation.none(), isClosing));
  }

  @Override
  public void register(String name, JobHandler registered) {
    handler = registered;
  }

  @Override
  public void start() {
    // Runs when told to.
  }

  @Override
  public boolean submit(Job submitted) {
    job = submitted;
    return true;
  }

  @Override
  public boolean cancel(String name, String key) {
    return false;
  }

  @Override
  public JobStats stats() {
    return new JobStats(0, 0, Duration.ZERO, 0);
  }

  @Override
  public void close(Duration grace) {
    // Nothing runs by itself.
  }

  private record Try(Job job, int attempt, Cancellation cancellation, BooleanSupplier isClosing)
      implements JobContext {
    @Override
    public boolean isShutdown() {
      return isClosing.getAsBoolean();
    }
  }
}
