/**
 * How this client uses OkHttp and JSON: connections, bodies, time limits, the error table and the
 * retry table. For the other packages of this module; hosts need nothing from here.
 */
@NullMarked
package io.ollio.sandbox.e2b.http;

import org.jspecify.annotations.NullMarked;
