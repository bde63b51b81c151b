/**
 * The store port: {@link io.ollio.project.ProjectStore} with projects, messages, versions,
 * generations and events. Transcripts, options and events are opaque JSON here, so the package
 * needs no other.
 */
@NullMarked
package io.ollio.project;

import org.jspecify.annotations.NullMarked;
