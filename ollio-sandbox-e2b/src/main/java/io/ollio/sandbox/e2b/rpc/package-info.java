/**
 * The Connect protocol with its JSON codec, as far as the sandboxes' daemon speaks it: single calls
 * and streams of messages from the server. Protocol notes, section 6.
 */
@NullMarked
package io.ollio.sandbox.e2b.rpc;

import org.jspecify.annotations.NullMarked;
