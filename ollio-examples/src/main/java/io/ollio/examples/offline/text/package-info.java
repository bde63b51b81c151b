/**
 * Text that knows nothing of components: bundled files, templates with placeholders, and the little
 * grammar that sentences and headings need.
 */
@NullMarked
package io.ollio.examples.offline.text;

import org.jspecify.annotations.NullMarked;
