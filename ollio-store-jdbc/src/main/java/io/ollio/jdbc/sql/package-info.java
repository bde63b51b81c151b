/**
 * What every part of the JDBC family stands on: the {@link io.ollio.jdbc.sql.Database} with its
 * dialect and schema, and the {@link io.ollio.jdbc.sql.JdbcUnitOfWork} through which all reads and
 * writes go. Hosts meet {@link io.ollio.jdbc.sql.HostTransactions} only.
 */
@NullMarked
package io.ollio.jdbc.sql;

import org.jspecify.annotations.NullMarked;
