package io.ollio.edit;

/** How strictly a search text was compared with the file, strictest first. */
public enum MatchPass {
  /** Char by char; only the kind of line ending is ignored. */
  EXACT,

  /** Whole lines, ignoring blanks at their ends and a missing final line ending. */
  TRAILING_BLANKS,

  /** Whole lines, ignoring blanks at both edges; the replacement is indented like the file. */
  EDGE_BLANKS,

  /** Typographic quotes, dashes, spaces and the like count as their plain forms. */
  LOOK_ALIKES
}
