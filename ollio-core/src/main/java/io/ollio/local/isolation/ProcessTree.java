package io.ollio.local.isolation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A process and its descendants as Linux's {@code /proc} shows them (proc(5)). Whatever cannot be
 * read because it has just ended counts as nothing.
 */
public final class ProcessTree {
  private static final Path PROC = Path.of("/proc");

  /** Clock ticks of {@code /proc/PID/stat}; fixed at 100 a second for all user space. */
  private static final long MILLIS_PER_TICK = 10;

  private static final String RESIDENT = "VmRSS:";
  private static final int FILE_TYPE_MASK = 0xF000;
  private static final int REGULAR_FILE = 0x8000;
  private static final int UTIME = 11;
  private static final int CSTIME = 14;
  private static final int MAX_PROCESSES = 10_000;

  private final long root;
  private final boolean withRoot;
  private final boolean hasChildrenFiles = Files.exists(PROC.resolve("thread-self/children"));

  private ProcessTree(long root, boolean withRoot) {
    this.root = root;
    this.withRoot = withRoot;
  }

  /** A process with its descendants. */
  public static ProcessTree of(long root) {
    return new ProcessTree(root, true);
  }

  /** The descendants of a process without itself. */
  public static ProcessTree below(long root) {
    return new ProcessTree(root, false);
  }

  /** The living processes, parents first. */
  public List<Long> processes() {
    List<Long> found = new ArrayList<>(withRoot ? List.of(root) : children(root));
    for (int i = 0; i < found.size() && found.size() < MAX_PROCESSES; i++) {
      found.addAll(children(found.get(i)));
    }
    return found;
  }

  /** Sum over the processes. */
  public ProcessUse use() {
    long memory = 0;
    int threads = 0;
    Duration cpu = Duration.ZERO;
    for (long pid : processes()) {
      String status = read(process(pid), "status");
      memory += residentBytes(status.contains(RESIDENT) ? status : read(living(pid), "status"));
      threads += (int) number(status, "Threads:");
      cpu = cpu.plus(cpuTime(read(process(pid), "stat")));
    }
    return new ProcessUse(memory, threads, cpu);
  }

  /** Sum of the proportional set sizes; of the plain ones where those cannot be read. */
  public long exactMemoryBytes() {
    long memory = 0;
    for (long pid : processes()) {
      Path living = living(pid);
      String rollup = read(living, "smaps_rollup");
      memory +=
          rollup.contains("Pss:")
              ? number(rollup, "Pss:") * 1_024 + hiddenBytes(read(living, "status"))
              : residentBytes(read(living, "status"));
    }
    return memory;
  }

  /**
   * Bytes of regular files that have no name any more and are still open; without limit when a
   * process hides what it has open, as one does whose program may be run but not read. The root and
   * its children may hide it.
   */
  public long deletedFileBytes() {
    Set<Object> counted = new HashSet<>();
    Set<Long> trusted = withRoot ? Set.copyOf(processes()) : Set.copyOf(children(root));
    long bytes = 0;
    for (long pid : processes()) {
      Path living = living(pid);
      try {
        bytes += deletedFileBytes(living, counted);
      } catch (AccessDeniedException hidden) {
        if (!trusted.contains(pid) && showsMemory(living)) {
          return Long.MAX_VALUE;
        }
      }
    }
    return bytes;
  }

  private static long deletedFileBytes(Path living, Set<Object> counted)
      throws AccessDeniedException {
    long bytes = 0;
    try (DirectoryStream<Path> handles = Files.newDirectoryStream(living.resolve("fd"))) {
      for (Path handle : handles) {
        bytes += deletedBytes(handle, counted);
      }
      return bytes;
    } catch (AccessDeniedException e) {
      throw e;
    } catch (IOException | DirectoryIteratorException ended) {
      return bytes;
    }
  }

  private static long deletedBytes(Path handle, Set<Object> counted) {
    try {
      if (!mayBeDeleted(handle)) {
        return 0;
      }
      Map<String, Object> file = Files.readAttributes(handle, "unix:dev,ino,nlink,mode,size");
      boolean isDeletedFile =
          Integer.valueOf(0).equals(file.get("nlink"))
              && file.get("mode") instanceof Integer mode
              && (mode & FILE_TYPE_MASK) == REGULAR_FILE;
      return isDeletedFile
              && counted.add(file.get("dev") + ":" + file.get("ino"))
              && file.get("size") instanceof Long size
          ? size
          : 0;
    } catch (IOException closedMeanwhile) {
      return 0;
    }
  }

  /** A path of more than 4,096 bytes is not shown (d_path of proc(5)), so that one may be. */
  private static boolean mayBeDeleted(Path handle) {
    try {
      return Files.readSymbolicLink(handle).toString().endsWith(" (deleted)");
    } catch (IOException notShown) {
      return true;
    }
  }

  /**
   * Where a process shows its memory and what it has open: at itself or, when its first thread has
   * ended and so shows nothing, at another one.
   */
  private static Path living(long pid) {
    Path process = process(pid);
    if (showsMemory(process)) {
      return process;
    }
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
      for (Path task : tasks) {
        if (showsMemory(task)) {
          return task;
        }
      }
      return process;
    } catch (IOException | DirectoryIteratorException ended) {
      return process;
    }
  }

  private static boolean showsMemory(Path task) {
    return read(task, "status").contains(RESIDENT);
  }

  private static Path process(long pid) {
    return PROC.resolve(Long.toString(pid));
  }

  private List<Long> children(long pid) {
    return hasChildrenFiles
        ? childrenOfTasks(pid)
        : ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::children)
            .map(ProcessHandle::pid)
            .toList();
  }

  private static List<Long> childrenOfTasks(long pid) {
    List<Long> children = new ArrayList<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(PROC.resolve(pid + "/task"))) {
      for (Path task : tasks) {
        for (String child : text(task.resolve("children")).split(" ", -1)) {
          if (!child.isBlank()) {
            children.add(Long.parseLong(child.strip()));
          }
        }
      }
    } catch (IOException | DirectoryIteratorException ended) {
      return children;
    }
    return children;
  }

  /** User and system time of the process and of its children that have ended. */
  private static Duration cpuTime(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    long ticks = 0;
    for (int i = UTIME; i <= CSTIME && i < fields.length; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return Duration.ofMillis(ticks * MILLIS_PER_TICK);
  }

  private static long residentBytes(String status) {
    return number(status, RESIDENT) * 1_024 + hiddenBytes(status);
  }

  /** Page tables, which can outgrow the pages by far, and what was swapped out. */
  private static long hiddenBytes(String status) {
    return (number(status, "VmPTE:") + number(status, "VmSwap:")) * 1_024;
  }

  private static long number(String text, String label) {
    int start = text.indexOf("\n" + label);
    if (start < 0) {
      return 0;
    }
    int from = start + 1 + label.length();
    String value = text.substring(from, text.indexOf('\n', from)).replace("kB", "").strip();
    return Long.parseLong(value);
  }

  private static String read(Path task, String file) {
    try {
      return text(task.resolve(file));
    } catch (IOException ended) {
      return "";
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), ISO_8859_1);
  }
}
