package io.ollio.tool;

import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.llm.ToolSpec;
import java.util.Optional;
import java.util.TreeMap;

/** Lists the project's files with their sizes. */
final class ListFilesTool implements Tool {
  private static final ToolSpec SPEC =
      new ToolSpec(
          "listFiles",
          "List the files of the project with their sizes.",
          """
          {"type":"object","properties":{"directory":{"type":"string","minLength":1,"description":\
          "Only the files below this directory, e.g. css; leave out for all"}},\
          "additionalProperties":false}""");

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public ToolResult run(ToolArguments arguments, ToolContext context) {
    FileTree files = context.workspace().files();
    Optional<String> directory = arguments.optionalText("directory").map(ListFilesTool::prefix);
    FileTree wanted = directory.map(prefix -> below(prefix, files)).orElse(files);
    if (!wanted.isEmpty()) {
      return ToolResult.ok(wanted.listing(Integer.MAX_VALUE));
    }
    return ToolResult.ok(
        directory
            .map(prefix -> "(there are no files below " + prefix + ")")
            .orElse("(there are no files yet)"));
  }

  /** The directory with one slash at its end; empty for the project's root. */
  private static String prefix(String directory) {
    String bare = directory.strip().replaceAll("^(\\./)+|^/+|/+$", "");
    return bare.isEmpty() || bare.equals(".") ? "" : bare + "/";
  }

  private static FileTree below(String prefix, FileTree files) {
    TreeMap<FilePath, FileContent> wanted = new TreeMap<>(files.files());
    wanted.keySet().removeIf(path -> !path.value().startsWith(prefix));
    return new FileTree(wanted);
  }
}
