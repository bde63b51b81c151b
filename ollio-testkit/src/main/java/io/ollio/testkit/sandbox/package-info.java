/**
 * For whoever writes or uses a sandbox adapter: the contract suites ({@link
 * io.ollio.testkit.sandbox.SandboxContract}, {@link
 * io.ollio.testkit.sandbox.SandboxCommandsContract}, {@link
 * io.ollio.testkit.sandbox.BoundedDiskContract}) and a sandbox in memory with scripted commands
 * ({@link io.ollio.testkit.sandbox.InMemorySandboxProvider}).
 */
@NullMarked
package io.ollio.testkit.sandbox;

import org.jspecify.annotations.NullMarked;
