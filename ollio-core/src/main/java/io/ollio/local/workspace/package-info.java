/**
 * Files below one directory that somebody hostile may write to at the same time: no link diverts an
 * operation, nothing half done is seen, the disk has bounds, everything can be deleted. Start at
 * {@link io.ollio.local.workspace.WorkspaceFiles}. Leases and commands are not known here.
 */
@NullMarked
package io.ollio.local.workspace;

import org.jspecify.annotations.NullMarked;
