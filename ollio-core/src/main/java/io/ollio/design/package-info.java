/**
 * The host's design tokens: {@link io.ollio.design.DesignTokens} are CSS custom properties that a
 * result must use, and {@link io.ollio.design.DesignTokenCheck} finds where it does not. Whether a
 * page works at all is the business of the general check.
 */
@NullMarked
package io.ollio.design;

import org.jspecify.annotations.NullMarked;
