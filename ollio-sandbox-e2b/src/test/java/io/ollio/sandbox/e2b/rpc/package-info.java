/** The Connect protocol byte by byte. */
@NullMarked
package io.ollio.sandbox.e2b.rpc;

import org.jspecify.annotations.NullMarked;
