/**
 * Projects, credits, events and jobs in one database: PostgreSQL, MariaDB, or the file of {@link
 * io.ollio.jdbc.EmbeddedDatabase}.
 */
@NullMarked
package io.ollio.jdbc;

import org.jspecify.annotations.NullMarked;
