package io.ollio.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.llm.ToolSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tools as models see them: a change here is a change of behaviour, so it is made on purpose.
 */
class ToolSchemaTest {
  @Test
  void specs_ofTheStandardTools_areThoseOnFile() throws IOException {
    String seen =
        Toolbox.standard(true, Tool.DEFAULT_TIME_LIMIT, List.of()).specs().stream()
            .map(ToolSchemaTest::show)
            .collect(Collectors.joining("\n"));
    try (InputStream golden = ToolSchemaTest.class.getResourceAsStream("tools.golden.txt")) {
      assertThat(seen)
          .isEqualTo(
              new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static String show(ToolSpec spec) {
    return spec.name() + "\n  " + spec.description() + "\n  " + spec.parametersSchema() + "\n";
  }
}
