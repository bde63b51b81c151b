package io.ollio.edit;

import java.util.ArrayList;
import java.util.List;

/** Renders known changes between two texts as a unified diff with three lines of context. */
final class UnifiedDiff {
  private static final int CONTEXT = 3;

  private final String before;
  private final String after;
  private final Pieces oldLines;
  private final Pieces newLines;

  UnifiedDiff(String before, String after) {
    this.before = before;
    this.after = after;
    this.oldLines = new Pieces(before);
    this.newLines = new Pieces(after);
  }

  /** Old lines {@code [oldFrom, oldTo)} became new lines {@code [newFrom, newTo)}, from 0. */
  private record Block(int oldFrom, int oldTo, int newFrom, int newTo) {
    boolean isEmpty() {
      return oldFrom == oldTo && newFrom == newTo;
    }

    Block upTo(Block later) {
      return new Block(oldFrom, later.oldTo, newFrom, later.newTo);
    }
  }

  /** The diff of these changes, in order and not touching. */
  String render(String path, List<EditSession.Change> changes) {
    StringBuilder out = new StringBuilder();
    out.append("--- a/").append(path).append("\n+++ b/").append(path).append('\n');
    List<Block> hunk = new ArrayList<>();
    for (Block block : blocks(changes)) {
      if (!hunk.isEmpty() && block.oldFrom - hunk.get(hunk.size() - 1).oldTo > 2 * CONTEXT) {
        appendHunk(out, hunk);
        hunk.clear();
      }
      hunk.add(block);
    }
    appendHunk(out, hunk);
    return out.toString();
  }

  private List<Block> blocks(List<EditSession.Change> changes) {
    List<Block> blocks = new ArrayList<>();
    for (EditSession.Change change : changes) {
      Block block = wholeLines(change);
      Block last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
      if (last != null && block.oldFrom < last.oldTo) {
        blocks.set(blocks.size() - 1, last.upTo(block));
      } else {
        blocks.add(block);
      }
    }
    return blocks.stream().map(this::trimmed).filter(block -> !block.isEmpty()).toList();
  }

  private Block wholeLines(EditSession.Change change) {
    int oldTo = oldLines.indexAt(change.oldEnd());
    int newTo = newLines.indexAt(change.newEnd());
    boolean cutsLine =
        oldLines.start(oldTo) != change.oldEnd() || newLines.start(newTo) != change.newEnd();
    return new Block(
        oldLines.indexAt(change.oldStart()),
        cutsLine ? Math.min(oldTo + 1, lineCount(oldLines)) : oldTo,
        newLines.indexAt(change.newStart()),
        cutsLine ? Math.min(newTo + 1, lineCount(newLines)) : newTo);
  }

  /** Without the empty piece after a final line feed. */
  private static int lineCount(Pieces pieces) {
    int last = pieces.count() - 1;
    return pieces.start(last) == pieces.end(last) ? last : last + 1;
  }

  private Block trimmed(Block block) {
    int oldFrom = block.oldFrom;
    int newFrom = block.newFrom;
    while (oldFrom < block.oldTo && newFrom < block.newTo && isSameLine(oldFrom, newFrom)) {
      oldFrom++;
      newFrom++;
    }
    int oldTo = block.oldTo;
    int newTo = block.newTo;
    while (oldTo > oldFrom && newTo > newFrom && isSameLine(oldTo - 1, newTo - 1)) {
      oldTo--;
      newTo--;
    }
    return new Block(oldFrom, oldTo, newFrom, newTo);
  }

  private boolean isSameLine(int oldLine, int newLine) {
    int start = oldLines.start(oldLine);
    int length = oldLines.end(oldLine) - start;
    return length == newLines.end(newLine) - newLines.start(newLine)
        && before.regionMatches(start, after, newLines.start(newLine), length);
  }

  private void appendHunk(StringBuilder out, List<Block> blocks) {
    Block first = blocks.get(0);
    Block last = blocks.get(blocks.size() - 1);
    int context = Math.min(CONTEXT, first.oldFrom);
    int oldEnd = Math.min(last.oldTo + CONTEXT, lineCount(oldLines));
    int newEnd = last.newTo + (oldEnd - last.oldTo);
    out.append("@@ -").append(range(first.oldFrom - context, oldEnd));
    out.append(" +").append(range(first.newFrom - context, newEnd)).append(" @@\n");
    int at = first.oldFrom - context;
    for (Block block : blocks) {
      appendLines(out, ' ', before, oldLines, at, block.oldFrom);
      appendLines(out, '-', before, oldLines, block.oldFrom, block.oldTo);
      appendLines(out, '+', after, newLines, block.newFrom, block.newTo);
      at = block.oldTo;
    }
    appendLines(out, ' ', before, oldLines, at, oldEnd);
  }

  /** Start line and count; an empty range names the line before it. */
  private static String range(int from, int to) {
    return (from == to ? from : from + 1) + "," + (to - from);
  }

  private static void appendLines(
      StringBuilder out, char mark, String text, Pieces lines, int from, int to) {
    for (int i = from; i < to; i++) {
      out.append(mark).append(text, lines.start(i), lines.end(i));
      if (text.charAt(lines.end(i) - 1) != '\n') {
        out.append("\n\\ No newline at end of file\n");
      }
    }
  }
}
