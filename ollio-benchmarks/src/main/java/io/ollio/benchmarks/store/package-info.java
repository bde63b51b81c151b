/** What the JDBC stores cost beside plain JDBC on the same PostgreSQL. */
@NullMarked
package io.ollio.benchmarks.store;

import org.jspecify.annotations.NullMarked;
