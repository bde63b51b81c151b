package io.ollio.examples.offline.edit;

import io.ollio.examples.offline.page.SiteFiles;
import java.util.List;

/** Adds and removes the blocks that a style sheet or script is made of. */
final class Blocks {
  private Blocks() {}

  /** The file with those blocks that it lacks, at its end. */
  static String with(String file, List<String> blocks) {
    StringBuilder out = new StringBuilder(file.stripTrailing());
    for (String block : blocks) {
      if (out.indexOf(SiteFiles.headOf(block)) < 0) {
        out.append("\n\n").append(block);
      }
    }
    return out.append('\n').toString();
  }

  /** The file without the block of this head line; unchanged when there is none. */
  static String without(String file, String head) {
    int start = file.indexOf(head);
    if (start < 0) {
      return file;
    }
    String mark = head.startsWith("//") ? "\n// ----------" : "\n/* ----------";
    int end = file.indexOf(mark, start + head.length());
    String rest = end < 0 ? "" : file.substring(end + 1);
    String joined = file.substring(0, start).stripTrailing() + "\n\n" + rest;
    return joined.strip() + "\n";
  }
}
