/**
 * Changing a text by exact search and replace, the engine behind the agent's {@code editFile} tool.
 *
 * <p>Here live the matching passes, the splice that keeps a file's own bytes wherever the edit does
 * not ask for others, the search for the closest miss, the unified diff, and the check for
 * placeholders that stand in for real code. Nothing here reads or writes files or knows a model.
 * Start at {@link io.ollio.edit.TextEdit}.
 */
@NullMarked
package io.ollio.edit;

import org.jspecify.annotations.NullMarked;
