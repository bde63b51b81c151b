/**
 * A sandbox's files: whole ones over HTTP, everything else by the daemon's {@code Filesystem}
 * service. Start at {@link io.ollio.sandbox.e2b.files.RemoteFiles}. Protocol notes, sections 3.3, 5
 * and 7.
 */
@NullMarked
package io.ollio.sandbox.e2b.files;

import org.jspecify.annotations.NullMarked;
