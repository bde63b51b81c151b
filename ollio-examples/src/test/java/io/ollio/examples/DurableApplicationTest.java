package io.ollio.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.OwnerId;
import io.ollio.jdbc.EmbeddedDatabase;
import io.ollio.jdbc.JdbcStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableApplicationTest {
  @TempDir Path folder;

  @Test
  void main_onAFile_leavesNothingOfAnErasedOwner() {
    String file = folder.resolve("ollio").toString();
    DurableApplication.main(new String[] {file});
    DurableApplication.main(new String[] {file});
    try (EmbeddedDatabase database = EmbeddedDatabase.at(Path.of(file));
        JdbcStorage jdbc = JdbcStorage.open(database.dataSource())) {
      assertThat(jdbc.statistics().of(OwnerId.of("user-17")).projects()).isZero();
      assertThat(jdbc.storage().owners().find(OwnerId.of("user-17"))).isEmpty();
    }
  }
}
