/** The audit port: who did what in which generation, append only. */
@NullMarked
package io.ollio.audit;

import org.jspecify.annotations.NullMarked;
