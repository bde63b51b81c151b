package io.ollio.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.ollio.OllioException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.ollio");

  static final JavaClasses CORE = MAIN.that(resideOutsideOfPackage("io.ollio.testkit.."));

  private static final Set<String> ENTRY_POINT = Set.of("Ollio", "OllioBuilder");

  /** An import that silently finds nothing would make every other rule pass. */
  @Test
  void import_findsTheClassesOfCoreAndTestkit() {
    assertThat(CORE).hasSizeGreaterThan(150);
    assertThat(MAIN.contain("io.ollio.testkit.time.ManualTime")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"llm", "sandbox", "project", "credit", "owner", "audit", "job"})
  void port_seesOnlyRootFilesAndItself(String port) {
    classes()
        .that()
        .resideInAPackage("io.ollio." + port + "..")
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.ollio..")
                .or(resideInAPackage("io.ollio"))
                .or(resideInAPackage("io.ollio.file"))
                .or(resideInAPackage("io.ollio." + port + "..")))
        .check(CORE);
  }

  @Test
  void file_seesOnlyRoot() {
    classes()
        .that()
        .resideInAPackage("io.ollio.file")
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.ollio..")
                .or(resideInAPackage("io.ollio"))
                .or(resideInAPackage("io.ollio.file")))
        .check(CORE);
  }

  @Test
  void design_seesOnlyRootFilesAndChecks() {
    classes()
        .that()
        .resideInAPackage("io.ollio.design")
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.ollio..")
                .or(resideInAPackage("io.ollio"))
                .or(resideInAPackage("io.ollio.file"))
                .or(resideInAPackage("io.ollio.check"))
                .or(resideInAPackage("io.ollio.design")))
        .check(CORE);
  }

  /** The loop stays as it is: what goes around a run is put there by the pipeline. */
  @Test
  void agentAndTool_seeNoHooks() {
    noClasses()
        .that()
        .resideInAnyPackage("io.ollio.agent", "io.ollio.tool")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.ollio.hook", "io.ollio.hosttool", "io.ollio.design", "io.ollio.replay")
        .check(CORE);
  }

  @Test
  void catalogue_seesOnlyRootModelPortAndJson() {
    classes()
        .that()
        .resideInAPackage("io.ollio.catalogue")
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.ollio..")
                .or(resideInAPackage("io.ollio"))
                .or(resideInAPackage("io.ollio.llm"))
                .or(resideInAPackage("io.ollio.json"))
                .or(resideInAPackage("io.ollio.catalogue")))
        .check(CORE);
  }

  @Test
  void root_exceptTheEntryPoint_seesNoOtherPackage() {
    classes()
        .that(resideInAPackage("io.ollio").and(describe("not the entry point", c -> !wires(c))))
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.ollio..").or(resideInAPackage("io.ollio")))
        .check(CORE);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("io.ollio.(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void names_sayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(
            ".*[.$]((Abstract|Base)[A-Z]\\w*|I[A-Z][a-z]\\w*|\\w*(Impl|Manager|Helpers?|Utils?))")
        .check(MAIN);
  }

  @Test
  void publicException_extendsOllioException() {
    classes()
        .that()
        .arePublic()
        .and()
        .areAssignableTo(Throwable.class)
        .should()
        .beAssignableTo(OllioException.class)
        .check(MAIN);
  }

  @Test
  void library_neverReadsEnvironmentOrClockNorSleeps() {
    noClasses()
        .should()
        .accessTargetWhere(
            describe(
                "target reads the environment or the system clock, or sleeps",
                call -> isHiddenInput(call.getTargetOwner().getName(), call.getName())))
        .check(MAIN);
  }

  @Test
  void package_hasAtMostFifteenTopLevelTypes() {
    Map<String, Set<String>> types =
        MAIN.stream()
            .filter(type -> type.isTopLevelClass() && !isPackageInfo(type))
            .collect(
                groupingBy(JavaClass::getPackageName, mapping(JavaClass::getSimpleName, toSet())));

    assertThat(types).hasSizeGreaterThan(8);
    types.values().removeIf(names -> names.size() <= 15);
    assertThat(types).isEmpty();
  }

  @Test
  void package_isNullMarked() {
    Set<JavaPackage> packages = MAIN.stream().map(JavaClass::getPackage).collect(toSet());

    assertThat(packages).hasSizeGreaterThan(8);
    packages.removeIf(marked -> marked.isAnnotatedWith(NullMarked.class));
    assertThat(packages).isEmpty();
  }

  private static boolean wires(JavaClass type) {
    String name = type.getName().substring("io.ollio.".length());
    return ENTRY_POINT.contains(name.split("\\$", 2)[0]);
  }

  private static boolean isHiddenInput(String owner, String method) {
    return switch (owner) {
      case "java.lang.System" ->
          Set.of("getenv", "getProperty", "getProperties", "currentTimeMillis").contains(method);
      case "java.lang.Thread", "java.util.concurrent.TimeUnit" -> method.equals("sleep");
      case "java.time.Clock" -> method.startsWith("system");
      default -> owner.startsWith("java.time.") && method.equals("now");
    };
  }

  private static boolean isPackageInfo(JavaClass type) {
    return type.getSimpleName().equals("package-info");
  }
}
