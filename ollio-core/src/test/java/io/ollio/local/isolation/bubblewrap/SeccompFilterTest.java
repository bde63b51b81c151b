package io.ollio.local.isolation.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The filter's decisions, by running its instructions as the kernel does (linux/filter.h). */
class SeccompFilterTest {
  private static final int ALLOW = 0x7FFF_0000;
  private static final int KILL = 0x8000_0000;
  private static final int EPERM = 0x0005_0001;
  private static final int ENOSYS = 0x0005_0026;
  private static final int EAFNOSUPPORT = 0x0005_0061;
  private static final int EOPNOTSUPP = 0x0005_005F;

  /** A classic BPF machine, as far as the filter uses it. */
  private static int decide(byte[] program, int arch, int number, long... arguments) {
    ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(number).putInt(arch).putLong(0);
    for (long argument : arguments) {
      data.putLong(argument);
    }
    ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    int accumulator = 0;
    for (int at = 0; ; at++) {
      int operation = code.getShort(8 * at);
      int ifTrue = code.get(8 * at + 2) & 0xFF;
      int ifFalse = code.get(8 * at + 3) & 0xFF;
      int value = code.getInt(8 * at + 4);
      switch (operation) {
        case 0x20 -> accumulator = data.getInt(value);
        case 0x54 -> accumulator &= value;
        case 0x15 -> at += accumulator == value ? ifTrue : ifFalse;
        case 0x25 -> at += Integer.compareUnsigned(accumulator, value) > 0 ? ifTrue : ifFalse;
        case 0x45 -> at += (accumulator & value) != 0 ? ifTrue : ifFalse;
        case 0x06 -> {
          return value;
        }
        default -> throw new AssertionError("instruction " + operation + " at " + at);
      }
    }
  }

  private static int onX86(int number, long... arguments) {
    return decide(SeccompFilter.program(Architecture.X86_64), 0xC000003E, number, arguments);
  }

  private static int onArm(int number, long... arguments) {
    return decide(SeccompFilter.program(Architecture.AARCH64), 0xC00000B7, number, arguments);
  }

  /** Names and numbers by the kernel's tables, not by the code's. */
  @ParameterizedTest
  @CsvSource({
    "ptrace,101,117",
    "mount,165,40",
    "umount2,166,39",
    "unshare,272,97",
    "setns,308,268",
    "bpf,321,280",
    "keyctl,250,219",
    "open_by_handle_at,304,265",
    "kexec_load,246,104",
    "sched_setaffinity,203,122",
    "shmget,29,194",
    "personality,135,92",
    "userfaultfd,323,282",
    "perf_event_open,298,241",
    "pivot_root,155,41",
    "process_vm_writev,311,271"
  })
  void refusedCall_isNotPermitted(String name, int x86, int arm) {
    assertThat(onX86(x86)).as(name).isEqualTo(EPERM);
    assertThat(onArm(arm)).as(name).isEqualTo(EPERM);
  }

  /** What a shell, node and a JVM cannot do without. */
  @ParameterizedTest
  @CsvSource({
    "read,0,63",
    "write,1,64",
    "mmap,9,222",
    "execve,59,221",
    "exit_group,231,94",
    "openat,257,56",
    "futex,202,98",
    "epoll_pwait,281,22",
    "getrandom,318,278",
    "rseq,334,293",
    "faccessat2,439,439",
    "bind,49,200",
    "connect,42,203",
    "fork,57,220",
    "rename,82,38",
    "mseal,462,462"
  })
  void neededCall_passes(String name, int x86, int arm) {
    assertThat(onX86(x86)).as(name).isEqualTo(ALLOW);
    assertThat(onArm(arm)).as(name).isEqualTo(ALLOW);
  }

  @ParameterizedTest
  @CsvSource({"clone3,435", "io_uring_setup,425", "memfd_secret,447", "the first unknown,463"})
  void callToBeReplaced_looksUnknown(String name, int number) {
    assertThat(onX86(number)).as(name).isEqualTo(ENOSYS);
    assertThat(onArm(number)).as(name).isEqualTo(ENOSYS);
  }

  @Test
  void callsOfTheX32Interface_lookUnknown() {
    assertThat(onX86(0x4000_0000 + 1)).isEqualTo(ENOSYS);
  }

  @ParameterizedTest
  @EnumSource
  void otherArchitecture_isKilled(Architecture architecture) {
    assertThat(decide(SeccompFilter.program(architecture), 0x4000_0003, 4)).isEqualTo(KILL);
  }

  @Test
  void clone_newNamespace_isRefused_thread_passes() {
    assertThat(onX86(56, 0x3D0F00)).isEqualTo(ALLOW);
    assertThat(onX86(56, 0x1000_0000 | 17)).isEqualTo(EPERM);
    assertThat(onX86(56, 0xFFFF_FFFF_1000_0000L)).isEqualTo(EPERM);
    assertThat(onArm(220, 0x0002_0000)).isEqualTo(EPERM);
    assertThat(onArm(220, 17)).isEqualTo(ALLOW);
  }

  @ParameterizedTest
  @CsvSource({"1,true", "2,true", "10,true", "16,true", "40,false", "17,false", "38,false"})
  void socket_onlyOfTheFamiliesThatStayInside(int family, boolean allowed) {
    int expected = allowed ? ALLOW : EAFNOSUPPORT;

    assertThat(onX86(41, family, 1, 0)).isEqualTo(expected);
    assertThat(onArm(198, family, 1, 0)).isEqualTo(expected);
    assertThat(onX86(53, family, 1, 0)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0100644,true", "0644,true", "0010644,false", "0020644,false", "0140644,false"})
  void mknod_onlyRegularFiles(String octalMode, boolean allowed) {
    long mode = Long.parseLong(octalMode, 8);
    int expected = allowed ? ALLOW : EPERM;

    assertThat(onX86(133, 0, mode)).isEqualTo(expected);
    assertThat(onX86(259, 0, 0, mode)).isEqualTo(expected);
    assertThat(onArm(33, 0, 0, mode)).isEqualTo(expected);
  }

  @Test
  void ioctl_typingIntoTheTerminal_isRefused() {
    assertThat(onX86(16, 0, 0x5412)).isEqualTo(EPERM);
    assertThat(onX86(16, 0, 0x1_0000_5412L)).isEqualTo(EPERM);
    assertThat(onX86(16, 0, 0x541C)).isEqualTo(EPERM);
    assertThat(onX86(16, 0, 0x5401)).isEqualTo(ALLOW);
    assertThat(onArm(29, 0, 0x5412)).isEqualTo(EPERM);
  }

  @ParameterizedTest
  @CsvSource({"0x40305828", "0x4030582A", "0x40305839"})
  void ioctl_roomThatNoSizeShows_isRefused(String request) {
    assertThat(onX86(16, 3, Long.decode(request))).isEqualTo(EPERM);
    assertThat(onArm(29, 3, Long.decode(request))).isEqualTo(EPERM);
  }

  /** Modes by linux/falloc.h: KEEP_SIZE 1, PUNCH_HOLE 2, ZERO_RANGE 16, UNSHARE_RANGE 64. */
  @ParameterizedTest
  @CsvSource({"0,true", "3,true", "8,true", "16,true", "1,false", "17,false", "65,false"})
  void fallocate_onlyWhatTheSizeShows(int mode, boolean allowed) {
    int expected = allowed ? ALLOW : EOPNOTSUPP;

    assertThat(onX86(285, 3, mode, 0, 1)).isEqualTo(expected);
    assertThat(onArm(47, 3, mode, 0, 1)).isEqualTo(expected);
  }

  @Test
  void clone_threadWithFileHandlesOfItsOwn_isRefused() {
    assertThat(onX86(56, 0x10900)).isEqualTo(EPERM);
    assertThat(onX86(56, 0x10D00)).isEqualTo(ALLOW);
    assertThat(onX86(56, 0x4111)).isEqualTo(ALLOW);
    assertThat(onArm(220, 0x10900)).isEqualTo(EPERM);
    assertThat(onX86(436, 3, 9, 2)).isEqualTo(EPERM);
    assertThat(onX86(436, 3, 9, 4)).isEqualTo(ALLOW);
    assertThat(onArm(436, 3, 9, 6)).isEqualTo(EPERM);
  }

  @Test
  void fcntl_lease_isRefused() {
    assertThat(onX86(72, 3, 1024)).isEqualTo(EPERM);
    assertThat(onX86(72, 3, 2)).isEqualTo(ALLOW);
    assertThat(onArm(25, 3, 1024)).isEqualTo(EPERM);
  }

  @Test
  void prctl_hidingFromTheWatch_isRefused() {
    assertThat(onX86(157, 4, 0)).isEqualTo(EPERM);
    assertThat(onX86(157, 15, 0)).isEqualTo(ALLOW);
    assertThat(onArm(167, 4)).isEqualTo(EPERM);
  }

  @Test
  void setxattr_looksUnsupported() {
    assertThat(onX86(188)).isEqualTo(EOPNOTSUPP);
    assertThat(onArm(5)).isEqualTo(EOPNOTSUPP);
  }

  @ParameterizedTest
  @EnumSource
  void program_everyJumpStaysInside(Architecture architecture) {
    byte[] program = SeccompFilter.program(architecture);

    for (int number = 0; number < 600; number++) {
      decide(program, architecture.auditArch(), number, 0, 0, 0, 0, 0, 0);
    }
    assertThat(program.length % 8).isZero();
    assertThat(program.length / 8).isLessThan(4_096);
  }
}
