package io.ollio.local.isolation.bubblewrap;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** JVMs of their own for the abuse suite, as this user and as an ordinary one. */
final class AbuseJvms implements AutoCloseable {
  /** A user that nobody is. */
  private static final int ORDINARY_UID = 60_500;

  private static final int MINUTES = 5;

  private final Path directory;
  private final boolean isRoot;
  private final String classPath;

  AbuseJvms() throws IOException {
    directory = passable(Files.createTempDirectory("ollio-abuse-"));
    isRoot = Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid"));
    classPath = copiedClassPath();
  }

  boolean isRoot() {
    return isRoot;
  }

  /** A started run. */
  record Running(Process process, Path report, Path log) {
    /** What was seen, by title; fails unless the run ended well. */
    Map<String, String> await() throws Exception {
      boolean isOver = process.waitFor(MINUTES, TimeUnit.MINUTES);
      process.destroyForcibly();
      if (!isOver || process.exitValue() != 0) {
        throw new AssertionError("The run failed: " + Files.readString(log));
      }
      Map<String, String> seen = new LinkedHashMap<>();
      for (String line : Files.readAllLines(report)) {
        int tab = line.indexOf('\t');
        seen.put(line.substring(0, tab), line.substring(tab + 1));
      }
      return seen;
    }
  }

  /**
   * Starts a run.
   *
   * @param asThisUser else as an ordinary user when this JVM is root
   * @param titles the cases to run; empty for all
   */
  Running start(String name, boolean asThisUser, String isolation, List<String> titles)
      throws IOException {
    Path home = passable(Files.createDirectory(directory.resolve(name)));
    Path place = passable(Files.createDirectory(home.resolve("host")));
    Path report = Files.createFile(home.resolve("report"));
    boolean drop = isRoot && !asThisUser;
    List<String> line = new ArrayList<>();
    if (drop) {
      for (Path path : List.of(home, place, report)) {
        Files.setAttribute(path, "unix:uid", ORDINARY_UID);
      }
      line.addAll(List.of("setpriv", "--reuid", Integer.toString(ORDINARY_UID)));
      line.addAll(List.of("--regid", Integer.toString(ORDINARY_UID), "--clear-groups"));
    }
    line.add(ProcessHandle.current().info().command().orElseThrow());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath, AbuseRun.class.getName()));
    line.addAll(List.of(place.toString(), report.toString(), isolation));
    if (!titles.isEmpty()) {
      line.add("|" + String.join("|", titles) + "|");
    }
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("ABUSE_SECRET", AbuseHost.SECRET);
    Path log = home.resolve("log");
    return new Running(builder.redirectOutput(log.toFile()).start(), report, log);
  }

  /** The build's directories may be out of reach for others. */
  private String copiedClassPath() throws IOException {
    List<String> copies = new ArrayList<>();
    Path classes = passable(Files.createDirectory(directory.resolve("classes")));
    for (String entry : System.getProperty("java.class.path").split(":", -1)) {
      Path source = Path.of(entry);
      boolean isNeeded = Files.isDirectory(source) || entry.matches(".*/(slf4j|jspecify)[^/]*");
      if (isNeeded) {
        Path copy = classes.resolve(copies.size() + "-" + source.getFileName());
        copyTree(source, copy);
        copies.add(copy.toString());
      }
    }
    return String.join(":", copies);
  }

  private static void copyTree(Path source, Path target) throws IOException {
    try (Stream<Path> all = Files.walk(source)) {
      for (Path path : all.toList()) {
        Path copy = target.resolve(source.relativize(path).toString());
        Files.copy(path, copy);
        passable(copy);
      }
    }
  }

  private static Path passable(Path path) throws IOException {
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Override
  public void close() throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path path, IOException problem)
              throws IOException {
            Files.delete(path);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
