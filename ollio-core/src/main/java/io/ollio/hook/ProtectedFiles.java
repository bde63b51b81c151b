package io.ollio.hook;

import io.ollio.InvalidInput;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.tool.ToolResult;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the file tools from changing files of the host. A command can still change one, which is
 * for a check to find; writing the right content back is allowed.
 */
final class ProtectedFiles implements ToolInterceptor {
  private static final Set<String> WRITERS = Set.of("writeFile", "editFile");

  private final Map<FilePath, FileContent> files;

  ProtectedFiles(Map<FilePath, FileContent> files) {
    this.files = Map.copyOf(files);
  }

  @Override
  public Optional<ToolResult> before(HookedCall call) {
    if (!WRITERS.contains(call.tool().name())) {
      return Optional.empty();
    }
    Optional<FilePath> path = call.arguments().optionalText("path").flatMap(this::find);
    if (path.isEmpty() || isRightContent(call, path.get())) {
      return Optional.empty();
    }
    return Optional.of(
        ToolResult.refused(
            path.get()
                + " belongs to the host and is not changed. Use what it defines, and write your own"
                + " styles into another file."));
  }

  /** The protected file of this name; upper case is the same file on some systems. */
  private Optional<FilePath> find(String written) {
    try {
      String wanted = FilePath.of(written).value();
      return files.keySet().stream()
          .filter(path -> path.value().equalsIgnoreCase(wanted))
          .findFirst();
    } catch (InvalidInput e) {
      return Optional.empty(); // the tool itself says what is wrong with it
    }
  }

  private boolean isRightContent(HookedCall call, FilePath path) {
    return call.tool().name().equals("writeFile")
        && call.arguments().optionalText("path").filter(path.value()::equals).isPresent()
        && call.arguments()
            .optionalText("content")
            .map(FileContent::of)
            .filter(content -> Objects.equals(content, files.get(path)))
            .isPresent();
  }
}
