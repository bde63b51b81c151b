package io.ollio.examples.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A tool call that is to be made.
 *
 * @param tool name of the tool
 * @param path file that it is about; empty for none
 * @param arguments JSON text of its arguments, the path first
 */
record PlannedCall(String tool, String path, String arguments) {
  static final String LIST = "listFiles";
  static final String READ = "readFile";
  static final String WRITE = "writeFile";
  static final String EDIT = "editFile";

  private static final ObjectMapper JSON = new ObjectMapper();

  static PlannedCall list() {
    return new PlannedCall(LIST, "", "{}");
  }

  static PlannedCall read(String path) {
    return of(READ, path, Map.of());
  }

  static PlannedCall read(String path, int fromLine, int lines) {
    Map<String, Integer> rest = new LinkedHashMap<>();
    rest.put("fromLine", fromLine);
    rest.put("lines", lines);
    return of(READ, path, rest);
  }

  static PlannedCall write(String path, String content) {
    return of(WRITE, path, Map.of("content", content));
  }

  static PlannedCall edit(String path, String search, String replace) {
    Map<String, String> rest = new LinkedHashMap<>();
    rest.put("search", search);
    rest.put("replace", replace);
    return of(EDIT, path, rest);
  }

  private static PlannedCall of(String tool, String path, Map<String, ?> rest) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("path", path);
    arguments.putAll(rest);
    try {
      return new PlannedCall(tool, path, JSON.writeValueAsString(arguments));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Writing the arguments of " + tool + " as JSON failed", e);
    }
  }
}
