/**
 * Ways into a local sandbox that has no network: programs inside call out to a socket file of the
 * JVM, and the JVM hands them the connections it got. Nothing in there can choose where a
 * connection leads, and nothing gets out by it.
 */
@NullMarked
package io.ollio.local.bridge;

import org.jspecify.annotations.NullMarked;
