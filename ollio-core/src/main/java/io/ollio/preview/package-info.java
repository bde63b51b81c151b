/**
 * Shows generated pages to people without letting the pages reach the application that shows them.
 * Start at {@link io.ollio.preview.PreviewServer}; what a token stands for comes from a {@link
 * io.ollio.preview.PreviewSource}, in memory {@link io.ollio.preview.PreviewRegistry}. Pages are
 * stored files only: nothing here runs a dev server or opens a sandbox.
 *
 * <p>What stays open, because no header of today closes it everywhere: a page opened in a tab of
 * its own can walk off to a foreign address with what it knows, and can send datagrams by WebRTC,
 * in browsers that do not know {@code Connection-Allowlist} (Chrome has it since 152). Inside an
 * application the first is closed everywhere by the {@code frame-src} of {@link
 * io.ollio.preview.EmbedSnippet}. With {@link io.ollio.preview.PreviewSettings.TokenPlace#PATH} the
 * browser sends the cookies of that host name along; they are ignored here, and the page cannot
 * read them. Pages are shown without pop-ups, dialogs, downloads, service workers and frames of
 * their own.
 */
@NullMarked
package io.ollio.preview;

import org.jspecify.annotations.NullMarked;
