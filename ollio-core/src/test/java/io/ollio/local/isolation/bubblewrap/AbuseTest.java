package io.ollio.local.isolation.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The abuse suite as an ordinary user and, where this JVM is root, as root too. The table in {@code
 * docs/sandbox-abuse.md} is what was seen; a difference fails and leaves the new table in {@code
 * target}.
 */
@Tag("slow")
class AbuseTest {
  private static final Path TABLE = Path.of("..", "docs", "sandbox-abuse.md");

  /**
   * Harmless ones that must get through when nothing is isolated; else they would prove nothing.
   */
  private static final List<String> CONTROLS =
      List.of(
          "read a host secret by its path",
          "read a host secret by climbing",
          "follow a link to the host",
          "see the host through process 1",
          "see the host's user names",
          "connect to a port of the host",
          "connect to a socket file of the host",
          "connect to an abstract socket of the host",
          "count the host's processes",
          "make a pipe that would block a reader",
          "memory in a nameless file",
          "requests that no filter sees",
          "hide from the watch",
          "see another sandbox's processes",
          "become root in a new namespace");

  private static AbuseJvms jvms;
  private static Map<String, String> ordinary;
  private static Map<String, String> root;
  private static Map<String, String> unisolated;

  @BeforeAll
  static void runAll() throws Exception {
    jvms = new AbuseJvms();
    AbuseJvms.Running asUser = jvms.start("user", false, "isolated", List.of());
    AbuseJvms.Running asRoot =
        jvms.isRoot() ? jvms.start("root", true, "isolated", List.of()) : null;
    ordinary = asUser.await();
    root = asRoot == null ? Map.of() : asRoot.await();
    unisolated = jvms.start("control", false, "unisolated", CONTROLS).await();
  }

  @AfterAll
  static void deleteFiles() throws IOException {
    jvms.close();
  }

  @TestFactory
  Stream<DynamicTest> attack_asOrdinaryUser_isHeldBack() {
    return tests(ordinary);
  }

  /** As an ordinary user once more when this JVM is none but that. */
  @TestFactory
  Stream<DynamicTest> attack_asRoot_isHeldBack() {
    return tests(jvms.isRoot() ? root : ordinary);
  }

  @TestFactory
  Stream<DynamicTest> attack_withoutIsolation_getsThrough() {
    return AbuseRun.cases().stream()
        .filter(abuse -> CONTROLS.contains(abuse.title()))
        .map(
            abuse ->
                DynamicTest.dynamicTest(
                    abuse.title(),
                    () ->
                        assertThat(unisolated.get(abuse.title()))
                            .isNotNull()
                            .isNotEqualTo(abuse.expected())));
  }

  @Test
  void cases_areManyAndAllDifferent() {
    List<String> titles = AbuseRun.cases().stream().map(AbuseCase::title).toList();

    assertThat(titles).hasSizeGreaterThan(60).doesNotHaveDuplicates().containsAll(CONTROLS);
  }

  @Test
  void table_inTheDocuments_isWhatWasSeen() throws IOException {
    Map<String, String> asRoot = new LinkedHashMap<>(jvms.isRoot() ? root : ordinary);
    String seen = AbuseTable.of(AbuseRun.cases(), ordinary, asRoot);
    Files.writeString(Path.of("target", "sandbox-abuse.md"), seen);

    assertThat(TABLE).as("copy target/sandbox-abuse.md if this is right").hasContent(seen);
  }

  private static Stream<DynamicTest> tests(Map<String, String> seen) {
    return AbuseRun.cases().stream()
        .map(
            abuse ->
                DynamicTest.dynamicTest(
                    abuse.title(),
                    () -> assertThat(seen.get(abuse.title())).isEqualTo(abuse.expected())));
  }
}
