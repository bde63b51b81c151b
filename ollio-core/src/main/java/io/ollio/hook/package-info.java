/**
 * What a host puts around a run: {@link io.ollio.hook.Hooks} holds interceptors of model and tool
 * calls, approvals, the rules of projects and the host's design tokens. Hooks are decorators of the
 * model and of the tools; the agent's loop knows nothing of them.
 */
@NullMarked
package io.ollio.hook;

import org.jspecify.annotations.NullMarked;
