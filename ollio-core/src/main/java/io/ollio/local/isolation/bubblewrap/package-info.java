/**
 * Isolation by bubblewrap on Linux: its command line, the system call filter, the probe that proves
 * it, and what to do where it fails. Start at {@link
 * io.ollio.local.isolation.bubblewrap.BubblewrapSetup}.
 */
@NullMarked
package io.ollio.local.isolation.bubblewrap;

import org.jspecify.annotations.NullMarked;
