/**
 * Ways to start commands on this machine, and proof of what holds them back. Start at {@link
 * io.ollio.local.isolation.CommandIsolation}. Watching a running command's limits is the business
 * of whoever started it.
 */
@NullMarked
package io.ollio.local.isolation;

import org.jspecify.annotations.NullMarked;
