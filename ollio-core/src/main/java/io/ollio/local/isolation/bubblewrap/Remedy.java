package io.ollio.local.isolation.bubblewrap;

import java.util.List;

/** What an operator can do about a probe that failed, by what bubblewrap printed. */
final class Remedy {
  private record Rule(String symptom, String advice) {}

  private static final String USER_NAMESPACES = "this host forbids user namespaces to bubblewrap. ";
  private static final String APPARMOR =
      USER_NAMESPACES
          + "Ubuntu: add an AppArmor profile for bwrap, or as root"
          + " sysctl -w kernel.apparmor_restrict_unprivileged_userns=0";
  private static final String CONTAINER =
      USER_NAMESPACES
          + "In Docker start the container with --security-opt seccomp=unconfined"
          + " --security-opt apparmor=unconfined --security-opt systempaths=unconfined;"
          + " on a plain host, as root, sysctl -w kernel.unprivileged_userns_clone=1";

  /** The first one that fits counts. */
  private static final List<Rule> RULES =
      List.of(
          new Rule("setting up uid map: Permission denied", APPARMOR),
          new Rule("RTM_NEWADDR", APPARMOR),
          new Rule("RTM_NEWLINK", APPARMOR),
          new Rule(
              "No space left on device",
              "no user namespace is left: as root sysctl -w user.max_user_namespaces=10000"),
          new Rule("max_user_namespaces", "as root sysctl -w user.max_user_namespaces=10000"),
          new Rule("No permissions to creat", CONTAINER),
          new Rule("Creating new namespace failed", CONTAINER),
          new Rule(
              "Can't mount proc",
              "the container hides parts of /proc: start it with"
                  + " --security-opt systempaths=unconfined"),
          new Rule(
              "Failed to make / slave",
              "the container may not change mounts: start it with"
                  + " --security-opt seccomp=unconfined --security-opt apparmor=unconfined"),
          new Rule("Unknown option", "this bubblewrap is too old: version 0.6 or newer is needed"),
          new Rule(
              "setpriv",
              "the JVM is root but may not change its user: give it CAP_SETUID and CAP_SETGID, or"
                  + " run it as another user"),
          new Rule(
              "Can't find source path",
              "the directory of the sandboxes is out of reach for the user that commands run as:"
                  + " set LocalSandboxSettings.directory to one that everybody may pass through"),
          new Rule(
              "retry: Resource temporarily unavailable",
              "this kernel counts the processes of the JVM's user as the sandbox's: it needs"
                  + " Linux 5.14 or newer, or the JVM to run as root"));

  private Remedy() {}

  /** One line: what failed and, when known, what to do. */
  static String forFailure(String printed) {
    String line = printed.lines().filter(text -> !text.isBlank()).findFirst().orElse("no message");
    return RULES.stream()
        .filter(rule -> printed.contains(rule.symptom()))
        .findFirst()
        .map(rule -> "bubblewrap fails (" + bounded(line) + "): " + rule.advice())
        .orElse("bubblewrap fails: " + bounded(line));
  }

  private static String bounded(String line) {
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }
}
