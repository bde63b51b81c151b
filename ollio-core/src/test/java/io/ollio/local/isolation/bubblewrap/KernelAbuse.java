package io.ollio.local.isolation.bubblewrap;

import static io.ollio.local.isolation.bubblewrap.AbuseCase.fails;

import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.sandbox.Sandbox;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** System calls that only help to get out, made directly. */
final class KernelAbuse {
  private static final String NOT_PERMITTED = "Operation not permitted";

  private KernelAbuse() {}

  static List<AbuseCase> cases() {
    List<AbuseCase> cases = new ArrayList<>();
    cases.add(
        new AbuseCase(
            "every system call that is always refused",
            "all refused",
            host -> host.attempt(allRefused(), result -> result.stdout().strip())));
    cases.add(
        fails(
            "memory in a nameless file",
            call(Syscall.MEMFD_CREATE, "$s, 0"),
            "Function not implemented"));
    cases.add(
        fails(
            "requests that no filter sees",
            call(Syscall.IO_URING_SETUP, "1, 0"),
            "Function not implemented"));
    cases.add(
        fails(
            "arguments that no filter sees",
            call(Syscall.CLONE3, "0, 0"),
            "Function not implemented"));
    cases.add(
        fails(
            "a new namespace by clone",
            call(Syscall.CLONE, "0x10000011, 0, 0, 0, 0"),
            NOT_PERMITTED));
    cases.add(fails("type into the terminal", call(Syscall.IOCTL, "0, 0x5412, $s"), NOT_PERMITTED));
    cases.addAll(hiding());
    cases.add(
        fails("take a key of the host's user", call(Syscall.KEYCTL, "0, -4, 0"), NOT_PERMITTED));
    if (ProcessAbuse.architecture() == Architecture.X86_64) {
      cases.add(new AbuseCase("system calls of 32 bits", "killed", KernelAbuse::call32));
    }
    return cases;
  }

  /** Getting out of sight of the watch over limits. */
  private static List<AbuseCase> hiding() {
    return List.of(
        fails("hide from the watch", call(Syscall.PRCTL, "4, 0, 0, 0, 0"), NOT_PERMITTED),
        fails(
            "a thread whose files the watch does not see",
            call(Syscall.CLONE, "0x10900, 0, 0, 0, 0"),
            NOT_PERMITTED),
        fails(
            "files of one's own for a thread",
            call(Syscall.CLOSE_RANGE, "900, 901, 2"),
            NOT_PERMITTED));
  }

  /** A program of 12 instructions bytes that would end with code 42. */
  private static String call32(AbuseHost host) {
    byte[] code = {(byte) 0xB8, 1, 0, 0, 0, (byte) 0xBB, 42, 0, 0, 0, (byte) 0xCD, (byte) 0x80};
    int base = 0x08048000;
    int size = 84 + code.length;
    ByteBuffer elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7F, 'E', 'L', 'F', 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    elf.putShort((short) 2).putShort((short) 3).putInt(1).putInt(base + 84).putInt(52).putInt(0);
    elf.putInt(0).putShort((short) 52).putShort((short) 32).putShort((short) 1);
    elf.putShort((short) 40).putShort((short) 0).putShort((short) 0);
    elf.putInt(1).putInt(0).putInt(base).putInt(base).putInt(size).putInt(size).putInt(5);
    elf.putInt(0x1000).put(code);
    try (Sandbox sandbox = host.open()) {
      sandbox.files().write(FilePath.of("small"), FileContent.of(elf.array()));
      int exitCode = AbuseHost.run(sandbox, "chmod +x small; ./small").exitCode();
      return exitCode == 128 + 31 || exitCode == 126 ? "killed" : "exit code " + exitCode;
    }
  }

  private static String call(Syscall call, String arguments) {
    return ProcessAbuse.syscall(call, arguments);
  }

  /** Each with arguments that do nothing if it gets through; errno 1, 38 or 95 is a refusal. */
  private static String allRefused() {
    List<String> numbers =
        Arrays.stream(Syscall.values())
            .filter(call -> call.verdict() != Syscall.Verdict.CHECKED)
            .map(call -> call.number(ProcessAbuse.architecture()))
            .filter(number -> number != Syscall.NONE)
            .map(number -> Integer.toString(number))
            .toList();
    return "perl -e 'for ("
        + String.join(", ", numbers)
        + ") { $! = 0; syscall($_, -1, 0, 0, 0, 0, 0); $e = $! + 0;"
        + " $bad .= \" $_:$e\" unless $e == 1 || $e == 38 || $e == 95 }"
        + " print $bad ? \"passed:$bad\" : \"all refused\"'";
  }
}
