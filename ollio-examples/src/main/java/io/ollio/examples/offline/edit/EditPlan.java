package io.ollio.examples.offline.edit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a follow-up prompt does to the files.
 *
 * @param before contents of the files that were read, by path
 * @param after contents afterwards; the same keys
 * @param done what was changed, each as the end of a sentence that begins with "I"
 * @param refused what could not be done and why, in the same form
 * @param unknown wishes that were not understood, in the user's words
 */
public record EditPlan(
    Map<String, String> before,
    Map<String, String> after,
    List<String> done,
    List<String> refused,
    List<String> unknown) {
  /** Copies the collections. */
  public EditPlan {
    before = Map.copyOf(before);
    after = Map.copyOf(after);
    done = List.copyOf(done);
    refused = List.copyOf(refused);
    unknown = List.copyOf(unknown);
  }

  /** How the plan changes a file; empty when it does not. */
  public Optional<Change> change(String path) {
    String old = before.get(path);
    String fresh = after.get(path);
    return old == null || fresh == null || old.equals(fresh)
        ? Optional.empty()
        : Optional.of(new Change(path, old, fresh));
  }

  /**
   * A file that changes.
   *
   * @param path the file
   * @param before its content as read
   * @param after its content in the end
   */
  public record Change(String path, String before, String after) {}
}
