/**
 * The working parts of {@link io.ollio.local.LocalSandboxProvider}: file access that no link can
 * divert, disk quota, leases, running commands, deletion of hostile trees. Hosts use the provider;
 * how commands are held back is the business of {@code io.ollio.local.isolation}.
 */
@NullMarked
package io.ollio.local.sandbox;

import org.jspecify.annotations.NullMarked;
