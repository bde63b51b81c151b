package io.ollio.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StaticCheckTest {
  private final StaticCheck check = new StaticCheck();

  static List<Components.Clean> clean() {
    return Components.clean();
  }

  static List<Components.Faulty> faulty() {
    return Components.faulty();
  }

  @ParameterizedTest
  @MethodSource("clean")
  void check_cleanComponent_findsNothing(Components.Clean component) {
    CheckReport report = CheckReport.of(List.of(check), component.files());

    assertThat(report.errors()).isEmpty();
    assertThat(codes(report.problems())).isEqualTo(component.warnings());
  }

  @ParameterizedTest
  @MethodSource("faulty")
  void check_faultyComponent_findsExactlyTheFault(Components.Faulty component) {
    List<Problem> problems = check.check(component.files());

    assertThat(codes(problems)).as("%s", problems).isEqualTo(component.codes());
    if (component.line() > 0) {
      assertThat(problems).extracting(Problem::line).containsOnly(component.line());
    }
  }

  @Test
  void components_areManyEnough() {
    assertThat(clean()).hasSize(50);
    assertThat(faulty()).hasSizeGreaterThanOrEqualTo(60);
  }

  private static Set<String> codes(List<Problem> problems) {
    return problems.stream().map(Problem::code).collect(Collectors.toSet());
  }
}
