/**
 * Jobs in the database: {@link io.ollio.jdbc.job.JdbcJobRunner} on the engine db-scheduler. Which
 * job may run next is decided here, in one short transaction behind one locked row (limits, fair
 * turns, serial keys); the engine claims what was admitted, keeps its heartbeat and takes over from
 * workers that died.
 */
@NullMarked
package io.ollio.jdbc.job;

import org.jspecify.annotations.NullMarked;
