package io.ollio.local.isolation.bubblewrap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The processors whose system call numbers are known. The table of {@link #AARCH64} follows the
 * kernel's {@code asm-generic/unistd.h} and has been run in an emulated filter only, never on such
 * a machine.
 */
enum Architecture {
  /** AMD and Intel, 64 bit. */
  X86_64(62, 0xC000_003E),
  /** ARM, 64 bit, little-endian. */
  AARCH64(183, 0xC000_00B7);

  private static final Path SELF = Path.of("/proc/self/exe");
  private static final int MACHINE_OFFSET = 18;

  private final int elfMachine;
  private final int auditArch;

  Architecture(int elfMachine, int auditArch) {
    this.elfMachine = elfMachine;
    this.auditArch = auditArch;
  }

  /** {@code AUDIT_ARCH_*} of {@code linux/audit.h}, which the kernel hands to a filter. */
  int auditArch() {
    return auditArch;
  }

  /** What this JVM is compiled for, read from its ELF header; empty when it is another one. */
  static Optional<Architecture> current() throws IOException {
    try (InputStream file = Files.newInputStream(SELF)) {
      byte[] header = file.readNBytes(MACHINE_OFFSET + 2);
      int machine =
          header.length < MACHINE_OFFSET + 2
              ? 0
              : (header[MACHINE_OFFSET] & 0xFF) | (header[MACHINE_OFFSET + 1] & 0xFF) << 8;
      for (Architecture architecture : values()) {
        if (architecture.elfMachine == machine) {
          return Optional.of(architecture);
        }
      }
      return Optional.empty();
    }
  }
}
