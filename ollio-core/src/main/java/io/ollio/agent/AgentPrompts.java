package io.ollio.agent;

import io.ollio.file.FileTree;

/** What the loop says to the model when something went wrong. */
final class AgentPrompts {
  static final String CUT_OFF_CALL =
      "Not run: your reply reached the output limit, so this call is incomplete. Split the work: write"
          + " a shorter file first, then add the rest with editFile in further calls.";

  static final String CUT_OFF_TEXT =
      "Your reply reached the output limit. Use short texts, and put code into files with the tools.";

  static final String EMPTY_REPLY =
      "Your reply was empty. Go on with the task using the tools, or say in a sentence that you are done.";

  static final String RESCUED =
      "\nTaken from the code in your chat. Files are made with writeFile; the chat is for words.";

  private static final int MAX_LISTED_FILES = 600;

  private AgentPrompts() {}

  static String shortened(FileTree files) {
    return "To save room, older file contents and tool results above were shortened. The files are"
        + " whole; read what you need again before you change it.\n<project-files>\n"
        + files.listing(MAX_LISTED_FILES)
        + "\n</project-files>";
  }

  static String wrapUp(String reason) {
    return reason
        + ". You cannot use tools any more. In at most five sentences, tell the user honestly what is"
        + " finished, what is not, and what they could ask for next.";
  }
}
