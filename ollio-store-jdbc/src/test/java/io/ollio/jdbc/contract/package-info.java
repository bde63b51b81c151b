/** The contracts of the store family, each on each database. */
@NullMarked
package io.ollio.jdbc.contract;

import org.jspecify.annotations.NullMarked;
