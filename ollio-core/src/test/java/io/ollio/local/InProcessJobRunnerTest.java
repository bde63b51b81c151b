package io.ollio.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.OwnerId;
import io.ollio.UnitOfWork;
import io.ollio.job.Job;
import io.ollio.job.JobContext;
import io.ollio.job.JobHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the contract does not say: threads and memory of this adapter. */
class InProcessJobRunnerTest {
  private static final UnitOfWork NONE =
      new UnitOfWork() {
        @Override
        public <T> T call(Supplier<T> block) {
          return block.get();
        }

        @Override
        public void afterCommit(Runnable action) {
          action.run();
        }
      };

  private final InProcessJobRunner runner =
      new InProcessJobRunner(NONE, InProcessJobSettings.DEFAULT);

  @AfterEach
  void close() {
    runner.close(Duration.ZERO);
  }

  @Test
  void run_anyJob_isOnANamedThreadThatCannotHoldTheJvm() throws Exception {
    Thread thread = threadOfAJob().get(10, TimeUnit.SECONDS);

    assertThat(thread.getName()).isEqualTo("ollio-job-1");
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getContextClassLoader())
        .isSameAs(Thread.currentThread().getContextClassLoader());
  }

  @Test
  void run_onAJvmWithVirtualThreads_usesOne() throws Exception {
    Thread thread = threadOfAJob().get(10, TimeUnit.SECONDS);

    assertThat(isVirtual(thread)).isEqualTo(Runtime.version().feature() >= 21);
  }

  private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
    return Runtime.version().feature() >= 21
        && (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
  }

  private CompletableFuture<Thread> threadOfAJob() {
    CompletableFuture<Thread> ran = new CompletableFuture<>();
    runner.register(
        "note",
        new JobHandler() {
          @Override
          public void run(JobContext context) {
            ran.complete(Thread.currentThread());
          }

          @Override
          public void failed(JobContext context, RuntimeException cause) {
            ran.completeExceptionally(cause);
          }
        });
    runner.start();
    runner.submit(new Job("note", "a", OwnerId.of("ann"), "a", "{}"));
    return ran;
  }
}
