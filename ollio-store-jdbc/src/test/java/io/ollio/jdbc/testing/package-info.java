/**
 * Real databases for tests: {@link io.ollio.jdbc.testing.TestDatabase} starts each server once for
 * the JVM and hands out schemas.
 */
@NullMarked
package io.ollio.jdbc.testing;

import org.jspecify.annotations.NullMarked;
