/**
 * Programs that run several processes on one real database, to break them at random and to measure
 * them.
 */
@NullMarked
package io.ollio.jdbc.cluster;

import org.jspecify.annotations.NullMarked;
