package io.ollio.local.isolation.bubblewrap;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of this host a sandbox is made of: programs by their usual places, system directories. */
final class HostPrograms {
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/bin"),
          Path.of("/bin"),
          Path.of("/usr/local/bin"),
          Path.of("/usr/sbin"),
          Path.of("/sbin"));

  /** Links into {@code /usr} on most systems, directories on others. */
  private static final List<String> SYSTEM_DIRECTORIES =
      List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32");

  private HostPrograms() {}

  /** A program by its name; never looked up on the caller's search path. */
  static Optional<Path> find(String name) {
    return PLACES.stream()
        .map(place -> place.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Arguments that show the system's directories, read-only. */
  static List<String> systemDirectories(List<Path> more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--ro-bind", "/usr", "/usr"));
    for (String directory : SYSTEM_DIRECTORIES) {
      Path path = Path.of(directory);
      if (Files.isSymbolicLink(path)) {
        arguments.addAll(List.of("--symlink", Files.readSymbolicLink(path).toString(), directory));
      } else if (Files.isDirectory(path, NOFOLLOW_LINKS)) {
        arguments.addAll(List.of("--ro-bind", directory, directory));
      }
    }
    for (Path path : more) {
      arguments.addAll(List.of("--ro-bind", path.toString(), path.toString()));
    }
    return arguments;
  }

  /** The processors that this JVM may use, by their numbers, e.g. from {@code 0-3,8}. */
  static List<Integer> processors() throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("Cpus_allowed_list:")) {
        for (String range : line.substring(line.indexOf(':') + 1).strip().split(",", -1)) {
          String[] ends = range.split("-", -1);
          int last = Integer.parseInt(ends[ends.length - 1]);
          for (int number = Integer.parseInt(ends[0]); number <= last; number++) {
            numbers.add(number);
          }
        }
      }
    }
    return numbers;
  }
}
