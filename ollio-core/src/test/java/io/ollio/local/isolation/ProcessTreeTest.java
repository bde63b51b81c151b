package io.ollio.local.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {
  private Process process;

  /** Starts a script that prints a line when it is ready and then waits for its input to end. */
  private void start(String script) throws IOException {
    process = new ProcessBuilder("bash", "-c", script + "\necho ready; read").start();
    BufferedReader output = process.inputReader();
    assertThat(output.readLine()).isEqualTo("ready");
  }

  @AfterEach
  void stop() throws Exception {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  @Test
  void processes_childAndGrandchild_areFound() throws IOException {
    start(
        "(sleep 60 & wait) & c=$!; sleep 60 &"
            + " until [[ -n $(< /proc/$c/task/$c/children) ]]; do :; done");

    assertThat(ProcessTree.of(process.pid()).processes()).contains(process.pid()).hasSize(4);
    assertThat(ProcessTree.below(process.pid()).processes())
        .doesNotContain(process.pid())
        .hasSize(3);
  }

  @Test
  void use_countsThreadsMemoryAndTimeOfTheDead() throws IOException {
    start("sleep 60 & for i in {1..60000}; do :; done; (for i in {1..60000}; do :; done)");

    ProcessUse use = ProcessTree.of(process.pid()).use();

    assertThat(use.threads()).isEqualTo(2);
    assertThat(use.memoryBytes()).isBetween(2L << 20, 60L << 20);
    assertThat(use.cpuTime()).isBetween(Duration.ofMillis(20), Duration.ofSeconds(20));
    assertThat(ProcessTree.of(process.pid()).exactMemoryBytes())
        .isBetween(100L << 10, use.memoryBytes());
  }

  @Test
  void deletedFileBytes_openFileWithoutName_countsOnce() throws IOException {
    start("t=$(mktemp); exec 7>$t 8>&7; rm $t; head -c 300000 /dev/zero >&7; sleep 60 &");

    assertThat(ProcessTree.of(process.pid()).deletedFileBytes()).isEqualTo(300_000);
  }

  @Test
  void deletedFileBytes_pathTooLongToBeShown_counts() throws IOException {
    start(
        "d=$(mktemp -d); cd $d; n=$(printf 'd%.0s' {1..250}); for i in {1..17}; do mkdir $n;"
            + " cd $n; done; exec 7>f; rm f; cd /; rm -r $d; head -c 300000 /dev/zero >&7");

    assertThat(ProcessTree.of(process.pid()).deletedFileBytes()).isEqualTo(300_000);
  }

  @Test
  void use_pageTablesWithoutPages_count() throws IOException {
    start(
        """
        exec python3 -c '
        import ctypes
        libc = ctypes.CDLL(None)
        libc.mmap.restype = ctypes.c_void_p
        libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 3 + [ctypes.c_long]
        start = libc.mmap(None, 32 << 30, 1, 0x4022, -1, 0)
        for at in range(0, 32 << 30, 2 << 20):
            ctypes.c_char.from_address(start + at).value
        print("ready", flush=True)
        input()'
        """);

    assertThat(ProcessTree.of(process.pid()).use().memoryBytes()).isGreaterThan(60L << 20);
    assertThat(ProcessTree.of(process.pid()).exactMemoryBytes()).isGreaterThan(60L << 20);
  }

  @Test
  void use_processThatHasEnded_isNothing() throws Exception {
    start(":");
    process.destroyForcibly().waitFor();

    assertThat(ProcessTree.of(process.pid()).use()).isEqualTo(ProcessUse.NONE);
  }
}
