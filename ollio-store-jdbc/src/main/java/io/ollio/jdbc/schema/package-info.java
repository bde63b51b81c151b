/**
 * Ollio's tables: {@link io.ollio.jdbc.schema.SchemaMigration} brings them up to date or says what
 * is missing. The DDL lies beside it as plain files, one folder for each database.
 */
@NullMarked
package io.ollio.jdbc.schema;

import org.jspecify.annotations.NullMarked;
