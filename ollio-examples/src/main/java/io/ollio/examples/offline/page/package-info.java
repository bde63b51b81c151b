/**
 * Writes HTML, CSS and JavaScript for a request from the bundled templates. Start with {@link
 * io.ollio.examples.offline.page.PageWriter}.
 */
@NullMarked
package io.ollio.examples.offline.page;

import org.jspecify.annotations.NullMarked;
