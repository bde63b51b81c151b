/**
 * What every part of the E2B client shares: where E2B is ({@link
 * io.ollio.sandbox.e2b.api.E2bSettings}), how long to wait and how much to take ({@link
 * io.ollio.sandbox.e2b.api.E2bLimits}), and what can go wrong ({@link
 * io.ollio.sandbox.e2b.api.E2bException}).
 */
@NullMarked
package io.ollio.sandbox.e2b.api;

import org.jspecify.annotations.NullMarked;
