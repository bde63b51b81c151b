/**
 * How a component looks: light or dark, its accent colour, corners, style and sizes, and how that
 * becomes (and is read back from) the first block of a style sheet. Start with {@link
 * io.ollio.examples.offline.theme.Theme}.
 */
@NullMarked
package io.ollio.examples.offline.theme;

import org.jspecify.annotations.NullMarked;
