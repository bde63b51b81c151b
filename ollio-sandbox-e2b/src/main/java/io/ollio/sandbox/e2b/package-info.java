/**
 * Sandboxes at E2B. {@link io.ollio.sandbox.e2b.E2bSandboxProvider} opens them for generations;
 * {@link io.ollio.sandbox.e2b.client.E2bClient} is E2B's whole protocol for everything else. The
 * packages below hold one part of the protocol each.
 */
@NullMarked
package io.ollio.sandbox.e2b;

import org.jspecify.annotations.NullMarked;
