package io.ollio.edit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One search and replace: the search text must stand at exactly one place.
 *
 * <p>Both texts are literal. Line endings of search, replacement and file need not agree; the file
 * keeps its own. Wherever the replacement repeats the search text, the file's own bytes stay. Takes
 * time linear in the sizes of file and edit, whatever they repeat.
 *
 * @param search what to look for; several lines of context make it unique
 * @param replace what to put there; may be empty
 */
public record TextEdit(String search, String replace) {

  public TextEdit {
    Objects.requireNonNull(search, "search");
    Objects.requireNonNull(replace, "replace");
  }

  /**
   * Applies this edit.
   *
   * @param path names the file in the diff; nothing is read or written
   * @param original the whole text
   */
  public EditResult applyTo(String path, String original) {
    EditSession session = new EditSession(original);
    return session.apply(this).orElseGet(() -> session.result(path));
  }

  /**
   * Applies edits one after the other, all or none: each sees the text its predecessors left. Edits
   * that change nothing are passed over.
   *
   * @param path names the file in the diff; nothing is read or written
   * @param original the whole text
   */
  public static EditResult applyAll(String path, String original, List<TextEdit> edits) {
    EditSession session = new EditSession(original);
    for (int i = 0; i < edits.size(); i++) {
      Optional<EditResult> failure = session.apply(edits.get(i));
      if (failure.isPresent() && !(failure.get() instanceof EditResult.Unchanged)) {
        return new EditResult.Rejected(i, failure.get());
      }
    }
    return session.result(path);
  }
}
