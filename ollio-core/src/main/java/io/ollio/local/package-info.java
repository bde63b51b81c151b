/**
 * The embedded defaults: adapters of the ports that need nothing outside this process. What they
 * keep is lost with the process; durable adapters are modules of their own.
 */
@NullMarked
package io.ollio.local;

import org.jspecify.annotations.NullMarked;
