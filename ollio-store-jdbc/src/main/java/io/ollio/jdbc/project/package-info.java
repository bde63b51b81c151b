/**
 * The project store on JDBC: start at {@link io.ollio.jdbc.project.JdbcProjectStore}. {@code
 * Access} holds the rules on owners that all parts share, {@code Trees} stores files, each content
 * once for a project.
 */
@NullMarked
package io.ollio.jdbc.project;

import org.jspecify.annotations.NullMarked;
