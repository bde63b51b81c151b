/**
 * The whole of E2B for applications: {@link io.ollio.sandbox.e2b.client.E2bClient} creates and
 * finds sandboxes, {@link io.ollio.sandbox.e2b.client.RemoteSandbox} is one of them. Knows nothing
 * of generations.
 */
@NullMarked
package io.ollio.sandbox.e2b.client;

import org.jspecify.annotations.NullMarked;
