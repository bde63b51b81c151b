package io.ollio.local.isolation.bubblewrap;

/**
 * The system calls that the filter knows, with their numbers from the kernel's {@code
 * asm/unistd_64.h} (x86_64) and {@code asm-generic/unistd.h} (aarch64).
 */
enum Syscall {
  // Reach into other processes.
  PTRACE(101, 117, Verdict.EPERM),
  PROCESS_VM_READV(310, 270, Verdict.EPERM),
  PROCESS_VM_WRITEV(311, 271, Verdict.EPERM),
  PROCESS_MADVISE(440, 440, Verdict.EPERM),
  PIDFD_GETFD(438, 438, Verdict.EPERM),
  KCMP(312, 272, Verdict.EPERM),

  // Change what is mounted, or leave the namespaces.
  MOUNT(165, 40, Verdict.EPERM),
  UMOUNT2(166, 39, Verdict.EPERM),
  PIVOT_ROOT(155, 41, Verdict.EPERM),
  CHROOT(161, 51, Verdict.EPERM),
  MOVE_MOUNT(429, 429, Verdict.EPERM),
  OPEN_TREE(428, 428, Verdict.EPERM),
  FSOPEN(430, 430, Verdict.EPERM),
  FSCONFIG(431, 431, Verdict.EPERM),
  FSMOUNT(432, 432, Verdict.EPERM),
  FSPICK(433, 433, Verdict.EPERM),
  MOUNT_SETATTR(442, 442, Verdict.EPERM),
  UNSHARE(272, 97, Verdict.EPERM),
  SETNS(308, 268, Verdict.EPERM),

  // Kernel features that are large and rarely needed.
  BPF(321, 280, Verdict.EPERM),
  PERF_EVENT_OPEN(298, 241, Verdict.EPERM),
  USERFAULTFD(323, 282, Verdict.EPERM),
  FANOTIFY_INIT(300, 262, Verdict.EPERM),
  LOOKUP_DCOOKIE(212, 18, Verdict.EPERM),
  NFSSERVCTL(180, 42, Verdict.EPERM),
  USELIB(134, Syscall.NONE, Verdict.EPERM),
  SYSFS(139, Syscall.NONE, Verdict.EPERM),
  USTAT(136, Syscall.NONE, Verdict.EPERM),
  MODIFY_LDT(154, Syscall.NONE, Verdict.EPERM),
  IOPL(172, Syscall.NONE, Verdict.EPERM),
  IOPERM(173, Syscall.NONE, Verdict.EPERM),
  PERSONALITY(135, 92, Verdict.EPERM),
  VHANGUP(153, 58, Verdict.EPERM),

  // Keys of the host's user.
  ADD_KEY(248, 217, Verdict.EPERM),
  REQUEST_KEY(249, 218, Verdict.EPERM),
  KEYCTL(250, 219, Verdict.EPERM),

  // Files by handle, past every directory.
  NAME_TO_HANDLE_AT(303, 264, Verdict.EPERM),
  OPEN_BY_HANDLE_AT(304, 265, Verdict.EPERM),

  // The machine as a whole.
  KEXEC_LOAD(246, 104, Verdict.EPERM),
  KEXEC_FILE_LOAD(320, 294, Verdict.EPERM),
  INIT_MODULE(175, 105, Verdict.EPERM),
  FINIT_MODULE(313, 273, Verdict.EPERM),
  DELETE_MODULE(176, 106, Verdict.EPERM),
  REBOOT(169, 142, Verdict.EPERM),
  SWAPON(167, 224, Verdict.EPERM),
  SWAPOFF(168, 225, Verdict.EPERM),
  ACCT(163, 89, Verdict.EPERM),
  QUOTACTL(179, 60, Verdict.EPERM),
  QUOTACTL_FD(443, 443, Verdict.EPERM),
  SYSLOG(103, 116, Verdict.EPERM),
  SETTIMEOFDAY(164, 170, Verdict.EPERM),
  CLOCK_SETTIME(227, 112, Verdict.EPERM),
  CLOCK_ADJTIME(305, 266, Verdict.EPERM),
  ADJTIMEX(159, 171, Verdict.EPERM),
  SETHOSTNAME(170, 161, Verdict.EPERM),
  SETDOMAINNAME(171, 162, Verdict.EPERM),

  // The processors and memory it was given.
  SCHED_SETAFFINITY(203, 122, Verdict.EPERM),
  MBIND(237, 235, Verdict.EPERM),
  SET_MEMPOLICY(238, 237, Verdict.EPERM),
  SET_MEMPOLICY_HOME_NODE(450, 450, Verdict.EPERM),
  MIGRATE_PAGES(256, 238, Verdict.EPERM),
  MOVE_PAGES(279, 239, Verdict.EPERM),

  // Memory that no process limit counts.
  SHMGET(29, 194, Verdict.EPERM),
  SHMAT(30, 196, Verdict.EPERM),
  SHMCTL(31, 195, Verdict.EPERM),
  MSGGET(68, 186, Verdict.EPERM),
  SEMGET(64, 190, Verdict.EPERM),
  MQ_OPEN(240, 180, Verdict.EPERM),

  // The same, where programs look for an older kernel.
  MEMFD_CREATE(319, 279, Verdict.ENOSYS),
  MEMFD_SECRET(447, 447, Verdict.ENOSYS),

  // Ways around this filter: requests in shared memory, arguments behind a pointer.
  IO_URING_SETUP(425, 425, Verdict.ENOSYS),
  IO_URING_ENTER(426, 426, Verdict.ENOSYS),
  IO_URING_REGISTER(427, 427, Verdict.ENOSYS),
  CLONE3(435, 435, Verdict.ENOSYS),

  // Storage that the disk quota does not count.
  SETXATTR(188, 5, Verdict.EOPNOTSUPP),
  LSETXATTR(189, 6, Verdict.EOPNOTSUPP),
  FSETXATTR(190, 7, Verdict.EOPNOTSUPP),

  // Decided by their arguments, see SeccompFilter.
  CLONE(56, 220, Verdict.CHECKED),
  CLOSE_RANGE(436, 436, Verdict.CHECKED),
  FALLOCATE(285, 47, Verdict.CHECKED),
  SOCKET(41, 198, Verdict.CHECKED),
  SOCKETPAIR(53, 199, Verdict.CHECKED),
  MKNOD(133, Syscall.NONE, Verdict.CHECKED),
  MKNODAT(259, 33, Verdict.CHECKED),
  IOCTL(16, 29, Verdict.CHECKED),
  FCNTL(72, 25, Verdict.CHECKED),
  PRCTL(157, 167, Verdict.CHECKED);

  /** Number of a call that an architecture does not have. */
  static final int NONE = -1;

  /** What becomes of a call. */
  enum Verdict {
    /** Fails as not permitted. */
    EPERM(1),
    /** Fails as if the kernel did not know it; programs then try an older way. */
    ENOSYS(38),
    /** Fails as if the file system could not do it. */
    EOPNOTSUPP(95),
    /** Depends on its arguments. */
    CHECKED(0);

    private final int errno;

    Verdict(int errno) {
      this.errno = errno;
    }

    int errno() {
      return errno;
    }
  }

  private final int onX86;
  private final int onArm;
  private final Verdict verdict;

  Syscall(int onX86, int onArm, Verdict verdict) {
    this.onX86 = onX86;
    this.onArm = onArm;
    this.verdict = verdict;
  }

  int number(Architecture architecture) {
    return architecture == Architecture.X86_64 ? onX86 : onArm;
  }

  Verdict verdict() {
    return verdict;
  }
}
