package io.ollio.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The public API of core is a golden file, so that a change of it is seen in review. After a wanted
 * change: {@code mvn test -pl ollio-testkit -am -Dollio.updateGolden=true}.
 */
final class PublicApiTest {
  private static final Path GOLDEN = Path.of("..", "ollio-core", "api.txt");

  @Test
  void publicApi_ofCore_isAsCheckedIn() throws IOException {
    String listing =
        ApiListing.of(
            ArchitectureTest.CORE.stream().filter(type -> !type.isArray()).map(JavaClass::reflect));

    if (Boolean.getBoolean("ollio.updateGolden")) {
      Files.writeString(GOLDEN, listing);
    }
    assertThat(listing).isEqualTo(Files.readString(GOLDEN));
  }
}
