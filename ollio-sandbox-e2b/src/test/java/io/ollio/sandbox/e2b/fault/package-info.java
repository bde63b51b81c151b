/** What can go wrong between the client and E2B: typed errors, no hang, nothing done twice. */
@NullMarked
package io.ollio.sandbox.e2b.fault;

import org.jspecify.annotations.NullMarked;
