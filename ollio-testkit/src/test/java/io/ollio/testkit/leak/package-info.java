/** The leak check is worth something only if it catches leaks. */
@NullMarked
package io.ollio.testkit.leak;

import org.jspecify.annotations.NullMarked;
