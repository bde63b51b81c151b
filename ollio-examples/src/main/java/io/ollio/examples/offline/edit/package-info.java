/**
 * Changes to files that exist: reads the wishes of a follow-up prompt, applies them to the text of
 * the files, and works out the few lines that differ. Start with {@link
 * io.ollio.examples.offline.edit.EditPlanner}.
 */
@NullMarked
package io.ollio.examples.offline.edit;

import org.jspecify.annotations.NullMarked;
