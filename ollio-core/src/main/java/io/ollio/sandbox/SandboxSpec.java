package io.ollio.sandbox;

import io.ollio.InvalidInput;
import java.time.Duration;
import java.util.Map;

/**
 * What kind of sandbox to open.
 *
 * @param template name of a prepared image or file set; empty for the provider's default
 * @param lease how long it lives unless extended
 * @param resources memory, processors and disk
 * @param network what commands may reach
 * @param environment variables that commands see
 * @param metadata the host's own labels, e.g. the generation's id; must hold nothing secret
 */
public record SandboxSpec(
    String template,
    Duration lease,
    Resources resources,
    NetworkPolicy network,
    Map<String, String> environment,
    Map<String, String> metadata) {

  /** Five minutes, 512 MB, one processor, 512 MB of files, no outbound network. */
  public static final SandboxSpec DEFAULT =
      new SandboxSpec(
          "", Duration.ofMinutes(5), Resources.DEFAULT, NetworkPolicy.NONE, Map.of(), Map.of());

  /** Which network commands may reach. */
  public enum NetworkPolicy {
    /** Nothing outside the sandbox. */
    NONE,
    /** Everything. */
    UNRESTRICTED
  }

  /**
   * Upper bounds of one sandbox. How hard they are is said by {@link Isolation}.
   *
   * @param memoryBytes memory of all commands together
   * @param cpus processors, at least 0.1
   * @param diskBytes size of all files together
   * @param maxFiles number of files and directories
   * @param maxProcesses processes and threads of all commands together
   */
  public record Resources(
      long memoryBytes, double cpus, long diskBytes, int maxFiles, int maxProcesses) {
    /** 512 MB memory, one processor, 512 MB in at most 20,000 files, 128 processes. */
    public static final Resources DEFAULT = new Resources(512L << 20, 1.0, 512L << 20, 20_000, 128);

    /** Checks the ranges. */
    public Resources {
      InvalidInput.check(
          memoryBytes > 0, "memoryBytes", "is " + memoryBytes + ", must be positive");
      InvalidInput.check(cpus >= 0.1, "cpus", "is " + cpus + ", must be at least 0.1");
      InvalidInput.check(diskBytes > 0, "diskBytes", "is " + diskBytes + ", must be positive");
      InvalidInput.check(maxFiles > 0, "maxFiles", "is " + maxFiles + ", must be positive");
      InvalidInput.check(
          maxProcesses > 0, "maxProcesses", "is " + maxProcesses + ", must be positive");
    }
  }

  /** Checks and copies. */
  public SandboxSpec {
    InvalidInput.check(
        lease.compareTo(Duration.ZERO) > 0, "lease", "is " + lease + ", must be positive");
    environment = Map.copyOf(environment);
    metadata = Map.copyOf(metadata);
  }

  /** This kind with another lease. */
  public SandboxSpec withLease(Duration duration) {
    return new SandboxSpec(template, duration, resources, network, environment, metadata);
  }

  /** This kind with other bounds. */
  public SandboxSpec withResources(Resources others) {
    return new SandboxSpec(template, lease, others, network, environment, metadata);
  }

  /** This kind with labels. */
  public SandboxSpec withMetadata(Map<String, String> labels) {
    return new SandboxSpec(template, lease, resources, network, environment, labels);
  }

  /** This kind from another template. */
  public SandboxSpec withTemplate(String name) {
    return new SandboxSpec(name, lease, resources, network, environment, metadata);
  }
}
