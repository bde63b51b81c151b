/** Servers that the fake E2B answers through: HTTP/1.1 in plain, HTTP/2 over TLS. */
@NullMarked
package io.ollio.sandbox.e2b.fake.http;

import org.jspecify.annotations.NullMarked;
