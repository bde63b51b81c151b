package io.ollio.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.audit.AuditLog;
import io.ollio.credit.CreditLedger;
import io.ollio.owner.Owners;
import io.ollio.project.EventLog;
import io.ollio.project.Generations;
import io.ollio.project.Messages;
import io.ollio.project.ProjectStore;
import io.ollio.project.Projects;
import io.ollio.project.Versions;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proves for each single write of each part that a unit of work can undo it. */
public abstract class UndoContract extends StoreSuite {
  private static final List<Class<?>> PARTS =
      List.of(
          ProjectStore.class,
          Projects.class,
          Messages.class,
          Versions.class,
          Generations.class,
          EventLog.class,
          CreditLedger.class,
          Owners.class,
          AuditLog.class);

  private static final Set<String> READS =
      Set.of(
          "find",
          "findByKey",
          "findHold",
          "get",
          "getOwned",
          "list",
          "head",
          "read",
          "checkpoint",
          "account",
          "openHolds",
          "journal",
          "projects",
          "messages",
          "versions",
          "generations",
          "events");

  /** A contract. */
  protected UndoContract() {}

  @ParameterizedTest
  @EnumSource(StoreWrite.class)
  void write_inAnUndoneUnit_leavesEverythingAsItWas(StoreWrite write) throws Exception {
    StoreScene scene = new StoreScene(this);
    Callable<?> call = write.of(scene);
    String before = scene.dump();
    AtomicReference<Object> undone = new AtomicReference<>("nothing returned");
    assertThatThrownBy(
            () ->
                unitOfWork()
                    .run(
                        () -> {
                          undone.set(called(call));
                          throw new IllegalStateException("undo");
                        }))
        .hasMessage("undo");
    assertThat(scene.dump()).isEqualTo(before);
    assertThat(call.call()).as("what the write returns").isEqualTo(undone.get());
    assertThat(scene.dump()).as("what the write changes").isNotEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(StoreWrite.class)
  void write_inACommittedUnit_stays(StoreWrite write) throws Exception {
    StoreScene scene = new StoreScene(this);
    Callable<?> call = write.of(scene);
    String before = scene.dump();
    String inside =
        unitOfWork()
            .call(
                () -> {
                  called(call);
                  return scene.dump();
                });
    assertThat(inside).isNotEqualTo(before);
    assertThat(scene.dump()).isEqualTo(inside);
  }

  @Test
  void writes_areAllListedHere() {
    List<String> methods =
        PARTS.stream()
            .flatMap(UndoContract::writesOf)
            .map(name -> name.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT))
            .toList();
    assertThat(Stream.of(StoreWrite.values()).map(Enum::name))
        .containsExactlyInAnyOrderElementsOf(methods);
  }

  private static Stream<String> writesOf(Class<?> part) {
    return Arrays.stream(part.getMethods())
        .filter(method -> !READS.contains(method.getName()))
        .map(Method::getName)
        .map(name -> part.getSimpleName() + "_" + name);
  }

  private static Object called(Callable<?> call) {
    try {
      return call.call();
    } catch (Exception e) {
      throw new AssertionError("The write itself has failed", e);
    }
  }
}
