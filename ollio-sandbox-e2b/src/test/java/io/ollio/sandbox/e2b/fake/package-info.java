/**
 * A stateful E2B for tests: control plane, proxies, daemon and code interpreter, with real
 * processes and files in a temporary folder. Built from the protocol notes and checked against
 * recordings of the official client.
 */
@NullMarked
package io.ollio.sandbox.e2b.fake;

import org.jspecify.annotations.NullMarked;
