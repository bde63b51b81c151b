package io.ollio.examples.offline;

import io.ollio.examples.offline.edit.EditPlan;
import io.ollio.examples.offline.edit.Hunks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How one file gets its content.
 *
 * @param path the file
 * @param content what it holds in the end
 * @param calls the calls that bring it there, in order
 */
record FilePlan(String path, String content, List<PlannedCall> calls) {
  FilePlan {
    calls = List.copyOf(calls);
  }

  /**
   * Writes a file anew; one that is too long for one answer is written in parts, each later part
   * appended by an edit.
   *
   * @param mostChars how long the arguments of one call may get
   * @param canEdit whether {@code editFile} is on offer
   */
  static FilePlan writing(String path, String content, int mostChars, boolean canEdit) {
    PlannedCall whole = PlannedCall.write(path, content);
    if (whole.arguments().length() <= mostChars || !canEdit) {
      return new FilePlan(path, content, List.of(whole));
    }
    List<PlannedCall> calls = new ArrayList<>();
    String written = "";
    while (written.length() < content.length()) {
      String part = nextPart(content.substring(written.length()), mostChars * 3 / 4);
      if (written.isEmpty()) {
        calls.add(PlannedCall.write(path, part));
      } else {
        String tail = uniqueTail(written);
        calls.add(PlannedCall.edit(path, tail, tail + part));
      }
      written += part;
    }
    return new FilePlan(path, content, calls);
  }

  /** Changes the lines that differ; rewrites the file when that is simpler. */
  static FilePlan changing(EditPlan.Change change, int mostChars, boolean canEdit) {
    String path = change.path();
    String after = change.after();
    Optional<List<Hunks.Hunk>> hunks =
        canEdit ? Hunks.between(change.before(), after) : Optional.empty();
    return hunks
        .map(
            found ->
                new FilePlan(
                    path,
                    after,
                    found.stream()
                        .map(hunk -> PlannedCall.edit(path, hunk.search(), hunk.replace()))
                        .toList()))
        .orElseGet(() -> writing(path, after, mostChars, canEdit));
  }

  /** The same file written anew in one call, after an edit has failed. */
  FilePlan rewritten() {
    return new FilePlan(path, content, List.of(PlannedCall.write(path, content)));
  }

  /** Cuts before an empty line where there is one, else behind a line, else anywhere. */
  private static String nextPart(String rest, int most) {
    if (rest.length() <= most) {
      return rest;
    }
    int cut = rest.lastIndexOf("\n\n", most);
    if (cut <= 0) {
      cut = rest.lastIndexOf('\n', most);
    }
    return cut <= 0 ? rest.substring(0, most) : rest.substring(0, cut);
  }

  /** The shortest run of last lines that occurs only once. */
  private static String uniqueTail(String written) {
    int start = written.length() - 1;
    while (start > 0) {
      start = Math.max(0, written.lastIndexOf('\n', start - 1));
      String tail = written.substring(start);
      if (!tail.isBlank() && written.indexOf(tail) == start) {
        return tail;
      }
    }
    return written;
  }
}
