/**
 * The sandbox port: a place apart from the host where files live and, where commands are isolated,
 * commands run. Start at {@link io.ollio.sandbox.SandboxProvider}. Adapters translate and decide
 * nothing; when to open, refill or close one is the pipeline's business.
 */
@NullMarked
package io.ollio.sandbox;

import org.jspecify.annotations.NullMarked;
