/**
 * Previews of projects that need a dev server, with hot reload: the server runs as a command in a
 * sandbox without network, and a gateway of the JVM lets browsers in and puts the headers on that
 * make the pages harmless. Opt-in: start at {@link io.ollio.live.LivePreviews}. For finished files,
 * {@link io.ollio.preview.PreviewServer} needs no sandbox at all.
 */
@NullMarked
package io.ollio.live;

import org.jspecify.annotations.NullMarked;
