package io.ollio.sandbox.e2b.control;

import io.ollio.sandbox.e2b.api.E2bException;
import java.util.Optional;

/**
 * One of several copies: there, or why not.
 *
 * @param sandbox the copy
 * @param failure why there is none
 */
public record Fork(Optional<SandboxAccess> sandbox, Optional<E2bException> failure) {}
