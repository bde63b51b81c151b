/**
 * Processes in a sandbox by the daemon's {@code Process} service: run, start, list, attach again,
 * feed, signal, and end with all they have started. Start at {@link
 * io.ollio.sandbox.e2b.process.RemoteProcesses}. Protocol notes, section 8.
 */
@NullMarked
package io.ollio.sandbox.e2b.process;

import org.jspecify.annotations.NullMarked;
