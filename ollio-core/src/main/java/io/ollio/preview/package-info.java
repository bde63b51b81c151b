/**
 * Shows generated pages to people without letting the pages reach the application that shows them.
 * Start at {@link io.ollio.preview.PreviewServer}; what a token stands for comes from a {@link
 * io.ollio.preview.PreviewSource}, in memory {@link io.ollio.preview.PreviewRegistry}. Pages are
 * stored files only: nothing here runs a dev server or opens a sandbox.
 */
@NullMarked
package io.ollio.preview;

import org.jspecify.annotations.NullMarked;
