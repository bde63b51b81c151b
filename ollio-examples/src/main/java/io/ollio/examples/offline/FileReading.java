package io.ollio.examples.offline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads files through {@code readFile}: as a whole, and those whose answer came back with its
 * middle left out once more in parts.
 */
final class FileReading {
  private static final int PART_LINES = 100;
  private static final int PARTS_AT_ONCE = 4;
  private static final int MOST_PARTS = 40;
  private static final Pattern LEFT_OUT = Pattern.compile("\\n… \\d+ characters left out …\\n");
  private static final Pattern PAST_THE_END = Pattern.compile("The file has only \\d+ lines\\.");

  private final List<String> wanted;
  private final List<Transcript.Step> steps;

  FileReading(List<String> wanted, List<Transcript.Step> steps) {
    this.wanted = List.copyOf(wanted);
    this.steps = steps.stream().filter(step -> step.tool().equals(PlannedCall.READ)).toList();
  }

  /** The calls that are still needed; empty when all is known that can be known. */
  List<PlannedCall> left() {
    return wanted.stream().flatMap(this::left).toList();
  }

  /** The files that could be read, in the order wanted. */
  Map<String, String> contents() {
    Map<String, String> contents = new LinkedHashMap<>();
    wanted.forEach(path -> content(path).ifPresent(text -> contents.put(path, text)));
    return contents;
  }

  private Stream<PlannedCall> left(String path) {
    Optional<Transcript.Step> whole = at(path, 0);
    if (whole.isEmpty()) {
      return Stream.of(PlannedCall.read(path));
    }
    if (!isCut(whole.get())) {
      return Stream.empty();
    }
    int known = 0;
    while (known < MOST_PARTS) {
      Optional<Transcript.Step> part = at(path, 1 + known * PART_LINES);
      if (part.isEmpty()) {
        return Stream.iterate(known, number -> number + 1)
            .limit(PARTS_AT_ONCE)
            .map(number -> PlannedCall.read(path, 1 + number * PART_LINES, PART_LINES));
      }
      if (isLast(part.get()) || isCut(part.get())) {
        return Stream.empty();
      }
      known++;
    }
    return Stream.empty();
  }

  private Optional<String> content(String path) {
    Optional<Transcript.Step> whole = at(path, 0).filter(Transcript.Step::succeeded);
    if (whole.isEmpty() || !isCut(whole.get())) {
      return whole.map(step -> ReadResult.content(step.result(), path));
    }
    List<String> parts = new ArrayList<>();
    for (int number = 0; number < MOST_PARTS; number++) {
      Optional<Transcript.Step> part = at(path, 1 + number * PART_LINES);
      if (part.isEmpty() || isCut(part.get()) || !part.get().succeeded()) {
        return Optional.empty();
      }
      if (!PAST_THE_END.matcher(part.get().result()).matches()) {
        parts.add(part.get().result());
      }
      if (isLast(part.get())) {
        return Optional.of(String.join("\n", parts) + "\n");
      }
    }
    return Optional.empty();
  }

  private Optional<Transcript.Step> at(String path, int fromLine) {
    return steps.stream()
        .filter(step -> step.path().equals(path) && step.fromLine() == fromLine)
        .findFirst();
  }

  private static boolean isLast(Transcript.Step part) {
    return !part.succeeded()
        || PAST_THE_END.matcher(part.result()).matches()
        || part.result().split("\n", -1).length < PART_LINES;
  }

  private static boolean isCut(Transcript.Step step) {
    return LEFT_OUT.matcher(step.result()).find();
  }
}
