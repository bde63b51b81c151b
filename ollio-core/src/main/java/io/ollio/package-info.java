/**
 * The entry point {@code Ollio} and the few values that every port shares: owners, pages,
 * cancellation, units of work, retry policy and the root exception. Start at {@code Ollio}. Ports
 * live in sub-packages and do not know each other.
 */
@NullMarked
package io.ollio;

import org.jspecify.annotations.NullMarked;
