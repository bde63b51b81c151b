package io.ollio.local.isolation.bubblewrap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A seccomp filter in the form that {@code bwrap --seccomp} reads: an array of {@code struct
 * sock_filter} (classic BPF, see {@code linux/filter.h} and {@code linux/seccomp.h}). It lets pass
 * what programs need and refuses what only helps to get out or around the limits.
 */
final class SeccompFilter {
  /** The newest call that was looked at; every newer one fails with ENOSYS. */
  static final int LAST_KNOWN = 462;

  static final int ALLOW = 0x7FFF_0000;
  static final int KILL_PROCESS = 0x8000_0000;
  static final int ERRNO = 0x0005_0000;
  static final int EPERM = 1;
  static final int EOPNOTSUPP = 95;
  static final int EAFNOSUPPORT = 97;

  private static final int LOAD = 0x20;
  private static final int AND = 0x54;
  private static final int JUMP_EQUAL = 0x15;
  private static final int JUMP_GREATER = 0x25;
  private static final int JUMP_ANY_BIT = 0x45;
  private static final int RETURN = 0x06;

  private static final int NUMBER_OFFSET = 0;
  private static final int ARCH_OFFSET = 4;
  private static final int ARGUMENTS_OFFSET = 16;

  /** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
  private static final int NEW_NAMESPACES = 0x7E02_0000;

  /** AF_UNIX, AF_INET, AF_INET6, AF_NETLINK. AF_VSOCK would reach the host of a virtual machine. */
  private static final List<Integer> SOCKET_FAMILIES = List.of(1, 2, 10, 16);

  /** CLONE_THREAD and CLONE_FILES: whoever asks for the first must ask for the second. */
  private static final int THREAD = 0x0001_0000;

  private static final int SHARED_FILES = 0x400;

  /** CLOSE_RANGE_UNSHARE: would give a thread file handles that the watch does not see. */
  private static final int OWN_FILES = 2;

  /**
   * Nothing, PUNCH_HOLE with KEEP_SIZE, COLLAPSE_RANGE, ZERO_RANGE, INSERT_RANGE (fallocate(2)).
   * With KEEP_SIZE alone a file takes up room that neither its size nor RLIMIT_FSIZE shows.
   */
  private static final List<Integer> ALLOCATIONS = List.of(0, 3, 8, 16, 32);

  private static final int FILE_TYPE_MASK = 0xF000;
  private static final int REGULAR_FILE = 0x8000;

  /**
   * TIOCSTI and TIOCLINUX type into the terminal of who started us; FS_IOC_RESVSP, RESVSP64 and
   * ZERO_RANGE are older ways to allocate what no size shows.
   */
  private static final List<Integer> REQUESTS =
      List.of(0x5412, 0x541C, 0x4030_5828, 0x4030_582A, 0x4030_5839);

  /** A lease makes whoever opens the file wait, up to 45 seconds. */
  private static final List<Integer> F_SETLEASE = List.of(1024);

  /** Would hide the process from the JVM's watch over its limits. */
  private static final List<Integer> PR_SET_DUMPABLE = List.of(4);

  private final List<long[]> instructions = new ArrayList<>();
  private final Architecture architecture;

  private SeccompFilter(Architecture architecture) {
    this.architecture = architecture;
  }

  /** The filter's bytes for an architecture. */
  static byte[] program(Architecture architecture) {
    SeccompFilter filter = new SeccompFilter(architecture);
    filter.prologue();
    for (Syscall call : Syscall.values()) {
      if (call.verdict() != Syscall.Verdict.CHECKED) {
        filter.refuse(call);
      }
    }
    filter.check();
    filter.add(RETURN, 0, 0, ALLOW);
    return filter.bytes();
  }

  private void prologue() {
    add(LOAD, 0, 0, ARCH_OFFSET);
    add(JUMP_EQUAL, 1, 0, architecture.auditArch());
    add(RETURN, 0, 0, KILL_PROCESS);
    add(LOAD, 0, 0, NUMBER_OFFSET);
    add(JUMP_GREATER, 0, 1, LAST_KNOWN);
    add(RETURN, 0, 0, ERRNO | Syscall.Verdict.ENOSYS.errno());
  }

  private void refuse(Syscall call) {
    int number = call.number(architecture);
    if (number != Syscall.NONE) {
      add(JUMP_EQUAL, 0, 1, number);
      add(RETURN, 0, 0, ERRNO | call.verdict().errno());
    }
  }

  private void check() {
    clonesThatStay();
    onlyWithoutBits(Syscall.CLOSE_RANGE, 2, OWN_FILES);
    onlyOneOf(Syscall.SOCKET, 0, SOCKET_FAMILIES, EAFNOSUPPORT);
    onlyOneOf(Syscall.SOCKETPAIR, 0, SOCKET_FAMILIES, EAFNOSUPPORT);
    onlyOneOf(Syscall.FALLOCATE, 1, ALLOCATIONS, EOPNOTSUPP);
    onlyRegular(Syscall.MKNOD, 1);
    onlyRegular(Syscall.MKNODAT, 2);
    noneOf(Syscall.IOCTL, 1, REQUESTS);
    noneOf(Syscall.FCNTL, 1, F_SETLEASE);
    noneOf(Syscall.PRCTL, 0, PR_SET_DUMPABLE);
  }

  /** Runs the rule for this call only; a rule ends with a return. */
  private void rule(Syscall call, int length, Runnable rule) {
    int number = call.number(architecture);
    if (number != Syscall.NONE) {
      add(JUMP_EQUAL, 0, length, number);
      rule.run();
    }
  }

  /** No new namespace, and no thread whose file handles are not those of its process. */
  private void clonesThatStay() {
    rule(
        Syscall.CLONE,
        6,
        () -> {
          loadArgument(0);
          add(JUMP_ANY_BIT, 2, 0, NEW_NAMESPACES);
          add(JUMP_ANY_BIT, 0, 2, THREAD);
          add(JUMP_ANY_BIT, 1, 0, SHARED_FILES);
          add(RETURN, 0, 0, ERRNO | EPERM);
          add(RETURN, 0, 0, ALLOW);
        });
  }

  private void onlyWithoutBits(Syscall call, int argument, int bits) {
    rule(
        call,
        4,
        () -> {
          loadArgument(argument);
          add(JUMP_ANY_BIT, 0, 1, bits);
          add(RETURN, 0, 0, ERRNO | EPERM);
          add(RETURN, 0, 0, ALLOW);
        });
  }

  private void onlyOneOf(Syscall call, int argument, List<Integer> allowed, int errno) {
    rule(
        call,
        allowed.size() + 3,
        () -> {
          loadArgument(argument);
          for (int i = 0; i < allowed.size(); i++) {
            add(JUMP_EQUAL, allowed.size() - i, 0, allowed.get(i));
          }
          add(RETURN, 0, 0, ERRNO | errno);
          add(RETURN, 0, 0, ALLOW);
        });
  }

  private void noneOf(Syscall call, int argument, List<Integer> refused) {
    rule(
        call,
        refused.size() + 3,
        () -> {
          loadArgument(argument);
          for (int i = 0; i < refused.size(); i++) {
            add(JUMP_EQUAL, refused.size() - i, 0, refused.get(i));
          }
          add(RETURN, 0, 0, ALLOW);
          add(RETURN, 0, 0, ERRNO | EPERM);
        });
  }

  /** A pipe made by a command would block whoever reads it; devices are worse. */
  private void onlyRegular(Syscall call, int argument) {
    rule(
        call,
        6,
        () -> {
          loadArgument(argument);
          add(AND, 0, 0, FILE_TYPE_MASK);
          add(JUMP_EQUAL, 2, 0, 0);
          add(JUMP_EQUAL, 1, 0, REGULAR_FILE);
          add(RETURN, 0, 0, ERRNO | EPERM);
          add(RETURN, 0, 0, ALLOW);
        });
  }

  /** The low half, which is all that the kernel looks at of these arguments. */
  private void loadArgument(int index) {
    add(LOAD, 0, 0, ARGUMENTS_OFFSET + 8 * index);
  }

  private void add(int code, int jumpIfTrue, int jumpIfFalse, int value) {
    instructions.add(new long[] {code, jumpIfTrue, jumpIfFalse, value});
  }

  private byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(8 * instructions.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (long[] part : instructions) {
      bytes.putShort((short) part[0]).put((byte) part[1]).put((byte) part[2]).putInt((int) part[3]);
    }
    return bytes.array();
  }
}
