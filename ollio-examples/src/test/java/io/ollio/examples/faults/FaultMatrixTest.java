package io.ollio.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
    List<FaultCase> rows = rows(kind);
    Map<FaultCase, List<String>> seen = new FaultMatrix(kind, directory).run(rows);

    FaultPage page = new FaultPage(kind, seen);
    if (Boolean.getBoolean("ollio.updateGolden")) {
      page.write();
    }
    assertThat(seen).containsExactlyEntriesOf(wanted(rows, kind));
    assertThat(page.asStored()).isEqualTo(page.asSeen());
  }

  @Test
  void tests_namedOnThePage_areThere() throws IOException {
    List<String> named = FaultPage.namedTests();

    assertThat(named).hasSizeGreaterThan(50);
    assertThat(named).allSatisfy(name -> assertThat(FaultPage.isThere(name)).as(name).isTrue());
  }

  private static List<FaultCase> rows(ModelKind kind) {
    return Stream.of(
            ServerFaults.limits(),
            ServerFaults.rejections(),
            ServerFaults.addresses(),
            ServerFaults.connections(),
            ServerFaults.silences(),
            kind.streams() ? ServerFaults.afterTheFinish() : List.<FaultCase>of(),
            ReplyFaults.calls(),
            ReplyFaults.finishes(),
            ReplyFaults.empties(),
            ReplyFaults.dialects(),
            ReplyFaults.sizes())
        .flatMap(List::stream)
        .toList();
  }

  private static Map<FaultCase, List<String>> wanted(List<FaultCase> rows, ModelKind kind) {
    Map<FaultCase, List<String>> wanted = new LinkedHashMap<>();
    for (FaultCase row : rows) {
      wanted.put(row, row.outcomes(kind));
    }
    return wanted;
  }
}
