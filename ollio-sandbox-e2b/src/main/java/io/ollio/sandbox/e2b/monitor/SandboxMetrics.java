package io.ollio.sandbox.e2b.monitor;

import java.time.Instant;

/**
 * What a sandbox used at one moment.
 *
 * @param at the moment
 * @param cpus processors it has
 * @param cpuPercent of one processor; may pass 100
 * @param memoryUsed in bytes
 * @param memoryTotal in bytes
 * @param diskUsed in bytes
 * @param diskTotal in bytes
 */
public record SandboxMetrics(
    Instant at,
    int cpus,
    double cpuPercent,
    long memoryUsed,
    long memoryTotal,
    long diskUsed,
    long diskTotal) {}
