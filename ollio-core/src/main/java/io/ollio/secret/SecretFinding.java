package io.ollio.secret;

import io.ollio.file.FilePath;

/**
 * One credential in a file.
 *
 * @param rule name of the rule that saw it, e.g. {@code github-token}
 * @param kind what it opens, in words
 * @param file where
 * @param line from 1
 * @param excerpt its first characters and its length; never the whole
 */
public record SecretFinding(String rule, String kind, FilePath file, int line, String excerpt) {
  /** One line: {@code app.js:3 github-token (GitHub token, ghp_… of 40 characters)}. */
  @Override
  public String toString() {
    return file + ":" + line + " " + rule + " (" + kind + ", " + excerpt + ")";
  }
}
