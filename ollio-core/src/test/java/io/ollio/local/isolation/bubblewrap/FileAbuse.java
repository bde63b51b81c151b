package io.ollio.local.isolation.bubblewrap;

import static io.ollio.local.isolation.bubblewrap.AbuseCase.fails;
import static io.ollio.local.isolation.bubblewrap.AbuseCase.prints;
import static io.ollio.local.isolation.bubblewrap.AbuseCase.refused;

import java.util.List;

/** Reading and writing what is the host's. */
final class FileAbuse {
  private static final String MISSING = "No such file or directory";
  private static final String READ_ONLY = "Read-only file system";
  private static final String NOT_PERMITTED = "Operation not permitted";

  private FileAbuse() {}

  static List<AbuseCase> cases() {
    return List.of(
        fails("read /etc/shadow", "cat /etc/shadow", MISSING),
        fails("list root's home", "ls /root", MISSING),
        fails("list other host directories", "ls /var /srv /opt /mnt /boot", MISSING),
        fails("read a host secret by its path", "cat @HOST@/secret", MISSING),
        fails(
            "read a host secret by climbing",
            "cat ../../../../../../../../../../../..@HOST@/secret",
            MISSING),
        prints("see the host's /tmp", "ls -A /tmp | wc -l", "0"),
        prints("see the host's user names", "wc -l < /etc/passwd", "1"),
        fails("write to /usr", "touch /usr/bin/owned", READ_ONLY),
        fails("write to /etc", "touch /etc/owned", READ_ONLY),
        fails("write to /", "mkdir /owned", READ_ONLY),
        fails("write to /dev", "touch /dev/owned", READ_ONLY),
        fails("fill / with 300 MB", "head -c 300000000 /dev/zero > /fill", READ_ONLY),
        fails("follow a link to the host", "ln -s @HOST@/secret l; cat l", MISSING),
        fails("hard link to a system file", "ln /usr/bin/env e", "Invalid cross-device link"),
        fails("make a pipe that would block a reader", "mkfifo p", NOT_PERMITTED),
        fails("make a device", "mknod d b 8 0", NOT_PERMITTED),
        fails("open the host's disk", "cat /dev/sda /dev/vda /dev/nvme0n1", MISSING),
        fails("mount over /etc", "mount -t tmpfs none /etc", "must be superuser to use mount."),
        fails(
            "leave by chroot",
            "mkdir d; perl -e 'chroot \"d\" or print STDERR \": $!\\n\"'",
            NOT_PERMITTED),
        fails("change a kernel setting", ": > /proc/sys/kernel/core_pattern", READ_ONLY),
        fails("rename the machine", "echo owned > /proc/sys/kernel/hostname", READ_ONLY),
        refused("press the magic key", "echo h > /proc/sysrq-trigger"),
        refused("read the kernel's memory", "head -c 1 /proc/kcore"),
        fails("see the host through process 1", "cat /proc/1/root@HOST@/secret", MISSING));
  }
}
