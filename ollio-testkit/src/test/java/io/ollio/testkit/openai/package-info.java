/** The fake server, seen through the JDK's client and plain sockets. */
@NullMarked
package io.ollio.testkit.openai;

import org.jspecify.annotations.NullMarked;
