/**
 * Looks at finished files and says what is wrong with them, in words a model can repair by. Nothing
 * here runs a page; see {@link io.ollio.check.StaticCheck} for what is looked at, and {@link
 * io.ollio.check.CheckReport} for the outcome.
 */
@NullMarked
package io.ollio.check;

import org.jspecify.annotations.NullMarked;
