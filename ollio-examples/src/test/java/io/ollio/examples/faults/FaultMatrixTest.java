package io.ollio.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault at the first, third and last turn: how the generation ends, what is kept, what it
 * costs, what is left behind. After a wanted change of the page: {@code -Dollio.updateGolden=true}.
 */
class FaultMatrixTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void generation_underEachFaultAtEachTurn_endsAsItMust(ModelKind kind)
      throws IOException, InterruptedException {
    List<FaultCase> rows = FaultRows.all();
    Map<FaultCase, List<String>> seen = new FaultMatrix(kind, directory).run(rows);

    FaultPage page = new FaultPage(kind, seen);
    if (Boolean.getBoolean("ollio.updateGolden")) {
      page.write();
    }
    assertThat(seen).containsExactlyEntriesOf(wanted(rows));
    assertThat(page.asStored()).isEqualTo(page.asSeen());
  }

  private static Map<FaultCase, List<String>> wanted(List<FaultCase> rows) {
    Map<FaultCase, List<String>> wanted = new LinkedHashMap<>();
    for (FaultCase row : rows) {
      wanted.put(
          row,
          IntStream.of(FaultCase.TURNS.stream().mapToInt(turn -> turn).toArray())
              .mapToObj(row::outcomeAt)
              .toList());
    }
    return wanted;
  }
}
