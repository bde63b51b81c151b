package io.ollio.local.isolation.bubblewrap;

import static io.ollio.local.isolation.bubblewrap.AbuseCase.fails;
import static io.ollio.local.isolation.bubblewrap.AbuseCase.killed;
import static io.ollio.local.isolation.bubblewrap.AbuseCase.prints;

import io.ollio.Cancellation;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.CommandResult.Limit;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.sandbox.SandboxSpec.Resources;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Using up the host: processes, memory, disk, time, processors, output. */
final class ResourceAbuse {
  private ResourceAbuse() {}

  static List<AbuseCase> cases() {
    return Stream.of(processesAndMemory(), disk(), hiddenDisk(), otherStorage(), timeAndOutput())
        .flatMap(List::stream)
        .toList();
  }

  private static List<AbuseCase> processesAndMemory() {
    return List.of(
        prints(
            "start 400 processes",
            "perl -e 'for (1..400) { my $p = fork; last if !defined $p; if (!$p) { sleep 30; exit }"
                + " $n++ } print $n < 64 ? \"stopped below 64\" : \"$n run\"'",
            "stopped below 64"),
        new AbuseCase("fork without end", "over in time, nothing left", ResourceAbuse::forkBomb),
        new AbuseCase(
            "allocate 2 GB",
            "refused",
            host ->
                host.attempt(
                    "perl -e '$x = \"x\" x (1 << 31); print 1'",
                    result -> result.stderr().contains("Out of memory") ? "refused" : "got it")),
        killed(
            "8 processes of 60 MB",
            "for i in 1 2 3 4 5 6 7 8; do perl -e '$x = \"x\" x (60 << 20); sleep 25' & done; wait",
            Limit.MEMORY),
        killed("1 GB of shared memory", sharedMemory(), Limit.MEMORY),
        killed(
            "4 processes of 60 MB whose first threads have ended",
            "for i in 1 2 3 4; do perl -Mthreads -e 'threads->create(sub { $n = 60 << 20;"
                + " $x = \"x\" x $n; sleep 25 }); syscall("
                + (ProcessAbuse.architecture() == Architecture.X86_64 ? 60 : 93)
                + ", 0)' & done; wait; sleep 25",
            Limit.MEMORY));
  }

  private static List<AbuseCase> disk() {
    return List.of(
        killed("a file of 10 GB", "dd if=/dev/zero of=big bs=1M count=10000", Limit.DISK),
        killed("reserve 10 GB", "exec fallocate -l 10G big", Limit.DISK),
        killed("a sparse file of 1 TB", "exec truncate -s 1T big", Limit.DISK),
        killed(
            "8 files of 10 MB",
            "for i in 1 2 3 4 5 6 7 8; do head -c 10000000 /dev/zero > f$i; done; sleep 25",
            Limit.DISK),
        killed("20,000 empty files", "seq 20000 | xargs touch; sleep 25", Limit.DISK));
  }

  /** What a walk through the directories does not see. */
  private static List<AbuseCase> hiddenDisk() {
    return List.of(
        killed(
            "files that are deleted while open",
            "exec 7>a 8>b; rm a b; head -c 20000000 /dev/zero >&7; head -c 20000000 /dev/zero >&8;"
                + " sleep 25",
            Limit.DISK),
        killed(
            "files in directories that cannot be read",
            "for d in a b; do mkdir $d; head -c 20000000 /dev/zero > $d/f; chmod 0 $d; done;"
                + " sleep 25",
            Limit.DISK),
        killed(
            "deleted files of a program that cannot be read",
            "cp /usr/bin/perl p; chmod 111 p; exec ./p -e 'for (1, 2) { open $f[$_], \">\", $_;"
                + " unlink $_; syswrite $f[$_], \"x\" x 20000000 } sleep 25'",
            Limit.DISK),
        fails(
            "room that no file's size shows",
            "touch a; fallocate -n -l 1G a",
            "keep size mode is unsupported"),
        fails(
            "the same by an older request",
            "perl -e 'open F, \">\", \"a\"; $r = pack(\"ssx4qqx24\", 0, 0, 0, 1 << 30);"
                + " ioctl(F, 0x4030582A, $r) or print STDERR \": $!\\n\"'",
            "Operation not permitted"));
  }

  private static List<AbuseCase> otherStorage() {
    return List.of(
        killed(
            "unpack a bomb",
            "head -c 200000000 /dev/zero | gzip -1 > b.gz; exec gunzip -k b.gz",
            Limit.DISK),
        fails(
            "storage in extended attributes",
            ProcessAbuse.syscall(Syscall.FSETXATTR, "1, $s, $s, 1, 0"),
            "Operation not supported"),
        fails(
            "fill /dev/shm", "head -c 30000000 /dev/zero > /dev/shm/x", "No space left on device"),
        fails(
            "fill /tmp",
            "for i in 1 2 3; do head -c 30000000 /dev/zero > /tmp/f$i; done",
            "No space left on device"));
  }

  private static List<AbuseCase> timeAndOutput() {
    return List.of(
        new AbuseCase("sleep for ever", "killed: TIME", host -> timed(host, "sleep 1000")),
        new AbuseCase(
            "ignore every signal",
            "killed: TIME",
            host -> timed(host, "trap '' TERM INT HUP QUIT XCPU; while :; do sleep 1; done")),
        new AbuseCase(
            "stop oneself", "killed: TIME", host -> timed(host, "kill -STOP $$; echo woken")),
        prints("use more processors than allowed", "nproc", "1"),
        new AbuseCase("use more processor time than allowed", "killed: CPU", ResourceAbuse::spin),
        killed("print without end", "yes", Limit.OUTPUT),
        new AbuseCase(
            "print every byte value",
            "256 characters",
            host ->
                host.attempt(
                    "perl -e 'print map chr, 0..127; binmode STDOUT; print map chr, 128..255'",
                    result -> result.stdout().length() + " characters")),
        new AbuseCase(
            "terminal escape sequences in output",
            "arrive as plain characters",
            host ->
                host.attempt(
                    "printf '\\033]0;owned\\007\\033[2J'",
                    result ->
                        result.stdout().equals("\033]0;owned\007\033[2J")
                            ? "arrive as plain characters"
                            : "changed")));
  }

  private static String forkBomb(AbuseHost host) {
    String mark = "6" + System.nanoTime();
    try (Sandbox sandbox = host.open()) {
      CommandResult result =
          AbuseHost.run(
              sandbox, "f() { : " + mark + "; f | f & }; f; sleep 30", Duration.ofSeconds(2));
      boolean isInTime = result.elapsed().compareTo(Duration.ofSeconds(10)) < 0;
      long left = AbuseHost.processesWith(mark);
      return isInTime && left == 0
          ? "over in time, nothing left"
          : result.elapsed() + ", " + left + " left";
    }
  }

  private static String sharedMemory() {
    boolean isX86 = ProcessAbuse.architecture() == Architecture.X86_64;
    return "perl -e 'open(Z, \"<\", \"/dev/zero\"); $a = syscall("
        + (isX86 ? 9 : 222)
        + ", 0, 1 << 30, 3, 33, -1, 0); for ($i = 0; $i < 1024; $i++) { syscall("
        + (isX86 ? 0 : 63)
        + ", fileno(Z), $a + ($i << 20), 1 << 20) } sleep 25'";
  }

  private static String timed(AbuseHost host, String script) {
    try (Sandbox sandbox = host.open()) {
      return AbuseCase.ending(AbuseHost.run(sandbox, script, Duration.ofMillis(600)));
    }
  }

  private static String spin(AbuseHost host) {
    Resources tenth = new Resources(192L << 20, 0.1, 32L << 20, 2_000, 64);
    try (Sandbox sandbox =
        host.provider().open(SandboxSpec.DEFAULT.withResources(tenth), Cancellation.none())) {
      return AbuseCase.ending(
          AbuseHost.run(sandbox, "while :; do :; done", Duration.ofSeconds(15)));
    }
  }
}
