/** The database in a file, and what a kill of its process loses: nothing. */
@NullMarked
package io.ollio.jdbc.embedded;

import org.jspecify.annotations.NullMarked;
