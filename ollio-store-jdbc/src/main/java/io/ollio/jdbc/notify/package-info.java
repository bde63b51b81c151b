/**
 * Wakes those who wait for what somebody else has stored: {@link io.ollio.jdbc.notify.Signals}.
 * Signals carry no data and may be lost; whoever waits looks into the database now and then, too.
 */
@NullMarked
package io.ollio.jdbc.notify;

import org.jspecify.annotations.NullMarked;
