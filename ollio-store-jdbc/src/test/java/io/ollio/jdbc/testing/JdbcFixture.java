package io.ollio.jdbc.testing;

import io.ollio.IdSource;
import io.ollio.UnitOfWork;
import io.ollio.audit.AuditLog;
import io.ollio.credit.CreditLedger;
import io.ollio.generation.Storage;
import io.ollio.jdbc.JdbcSettings;
import io.ollio.jdbc.JdbcStorage;
import io.ollio.jdbc.testing.TestDatabase.TestSchema;
import io.ollio.owner.Owners;
import io.ollio.owner.RateLimiter;
import io.ollio.project.ProjectStore;
import io.ollio.testkit.store.StoreFixture;
import io.ollio.testkit.time.ManualTime;
import java.time.Duration;
import java.util.Random;

/**
 * The JDBC family under test, on the empty tables of one database.
 *
 * @param jdbc the family
 * @param time its clock
 */
public record JdbcFixture(JdbcStorage jdbc, ManualTime time) implements StoreFixture {
  /** An empty family. */
  public static JdbcFixture open(TestDatabase database) {
    TestSchema schema = database.clean();
    ManualTime time = new ManualTime();
    return new JdbcFixture(JdbcStorage.open(schema.dataSource(), settings(schema, time)), time);
  }

  /** Settings for a schema that is migrated, on a clock that stands still. */
  public static JdbcSettings settings(TestSchema schema, ManualTime time) {
    return JdbcSettings.DEFAULT
        .withSchema(schema.schema())
        .withMigration(JdbcSettings.Migration.NONE)
        .withTiming(new JdbcSettings.Timing(time, Duration.ZERO, Duration.ofMillis(250)))
        .withIds(new IdSource(time, new Random(1)));
  }

  private Storage storage() {
    return jdbc.storage();
  }

  @Override
  public ProjectStore store() {
    return storage().projects();
  }

  @Override
  public CreditLedger ledger() {
    return storage().credits();
  }

  @Override
  public Owners owners() {
    return storage().owners();
  }

  @Override
  public AuditLog audit() {
    return storage().audit();
  }

  @Override
  public RateLimiter rateLimiter() {
    return storage().rateLimiter();
  }

  @Override
  public UnitOfWork unitOfWork() {
    return storage().unitOfWork();
  }
}
