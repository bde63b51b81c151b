/**
 * The host's own Java functions as tools of the agent: {@link io.ollio.hosttool.HostTool} makes the
 * JSON schema of a tool out of a record, and the record out of a call. What is offered to the model
 * at all, and what happens around a call, is decided elsewhere.
 */
@NullMarked
package io.ollio.hosttool;

import org.jspecify.annotations.NullMarked;
