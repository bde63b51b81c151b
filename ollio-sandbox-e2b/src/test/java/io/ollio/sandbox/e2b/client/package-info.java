/** The client's parts against the fake. */
@NullMarked
package io.ollio.sandbox.e2b.client;

import org.jspecify.annotations.NullMarked;
