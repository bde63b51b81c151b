package io.ollio.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.OwnerId;
import io.ollio.jdbc.testing.JdbcFixture;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.jdbc.testing.TestDatabase.TestSchema;
import io.ollio.owner.OwnerException.TooManyRequests;
import io.ollio.owner.RateLimiter;
import io.ollio.testkit.store.Race;
import io.ollio.testkit.time.ManualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One owner asks several nodes, which share nothing but the database. */
class RateOverNodesTest {
  private static final OwnerId ANN = OwnerId.of("ann");

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void acquire_onFourNodesAtOnce_givesNoMoreThanTheLimitOfAll(TestDatabase kind) throws Exception {
    TestSchema schema = kind.clean();
    ManualTime time = new ManualTime();
    List<Integer> permits =
        Race.between(
            4,
            node -> {
              try (JdbcStorage jdbc = open(schema, time)) {
                return taken(jdbc.storage().rateLimiter(), 40);
              }
            });
    assertThat(permits.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);

    try (JdbcStorage jdbc = open(schema, time)) {
      assertThatThrownBy(() -> jdbc.storage().rateLimiter().acquire(ANN))
          .isInstanceOf(TooManyRequests.class);
      time.advance(Duration.ofMinutes(1));
      assertThat(taken(jdbc.storage().rateLimiter(), 101)).isEqualTo(100);
    }
  }

  private static JdbcStorage open(TestSchema schema, ManualTime time) {
    return JdbcStorage.open(schema.dataSource(), JdbcFixture.settings(schema, time));
  }

  private static int taken(RateLimiter limiter, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      try {
        limiter.acquire(ANN);
        taken++;
      } catch (TooManyRequests e) {
        assertThat(e.isRetryable()).isTrue();
      }
    }
    return taken;
  }
}
