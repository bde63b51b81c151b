/** The audit trail on JDBC: {@link io.ollio.jdbc.audit.JdbcAuditLog}. */
@NullMarked
package io.ollio.jdbc.audit;

import org.jspecify.annotations.NullMarked;
