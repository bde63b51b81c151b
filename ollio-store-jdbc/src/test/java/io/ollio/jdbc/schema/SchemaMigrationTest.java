package io.ollio.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.jdbc.testing.TestDatabase.TestSchema;
import io.ollio.project.ProjectException.StoreUnavailable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaMigrationTest {
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void migrate_emptyDatabase_makesTheTablesOnce(TestDatabase kind) {
    try (TestSchema schema = kind.empty()) {
      SchemaMigration migration = new SchemaMigration(schema.connect());
      assertThat(migration.migrate()).isPositive();
      assertThat(migration.migrate()).isZero();
      migration.check();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void check_emptyDatabase_namesWhatIsMissingAndWhatToDo(TestDatabase kind) {
    try (TestSchema schema = kind.empty()) {
      SchemaMigration migration = new SchemaMigration(schema.connect());
      assertThatThrownBy(migration::check)
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("lack the migrations [1")
          .hasMessageContaining("JdbcStorage.open")
          .hasMessageContaining("io/ollio/jdbc/schema/" + kind);
    }
  }
}
