/**
 * E2B's control plane: creating, finding, prolonging, pausing, copying and ending sandboxes. Start
 * at {@link io.ollio.sandbox.e2b.control.ControlPlane}. Protocol notes, section 2.
 */
@NullMarked
package io.ollio.sandbox.e2b.control;

import org.jspecify.annotations.NullMarked;
