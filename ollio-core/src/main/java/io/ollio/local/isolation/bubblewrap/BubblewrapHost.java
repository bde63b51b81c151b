package io.ollio.local.isolation.bubblewrap;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the command line is made of on this host.
 *
 * @param bwrap the program
 * @param prlimit sets limits inside
 * @param taskset holds it on few processors; empty when it is not installed
 * @param setpriv drops the root user; empty when the JVM is another user
 * @param options options that this version of bubblewrap has
 * @param systemDirectories arguments that show the system's directories
 * @param processors numbers of the processors that may be used
 * @param files directory with {@code etc}, {@code filter} and a private {@code launches}
 */
record BubblewrapHost(
    Path bwrap,
    Path prlimit,
    Optional<Path> taskset,
    Optional<Path> setpriv,
    List<String> options,
    List<String> systemDirectories,
    List<Integer> processors,
    Path files) {

  Path etc() {
    return files.resolve("etc");
  }

  Path filter() {
    return files.resolve("filter");
  }

  Path launches() {
    return files.resolve("launches");
  }
}
