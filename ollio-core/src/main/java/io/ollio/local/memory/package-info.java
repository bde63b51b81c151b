/**
 * The embedded store family: project store, credit ledger, owners, audit log and rate limiter in
 * this process's memory, tied together by one {@link io.ollio.local.memory.InMemoryUnitOfWork}.
 * Nothing survives the process. Start at {@code InMemoryUnitOfWork}: all state lives in its slots
 * as immutable trees, so that reads never wait and undoing is going back to the tree before.
 */
@NullMarked
package io.ollio.local.memory;

import org.jspecify.annotations.NullMarked;
