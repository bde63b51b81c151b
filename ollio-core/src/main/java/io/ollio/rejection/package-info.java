/**
 * What a model's server says when it refuses, for the adapters of {@link io.ollio.llm.LlmClient}:
 * {@link io.ollio.rejection.ServerWords} reads it, {@link io.ollio.rejection.RejectionKind} tells
 * what it means, {@link io.ollio.rejection.Redactor} makes it fit to be shown. No HTTP client and
 * no exception is made here.
 */
@NullMarked
package io.ollio.rejection;

import org.jspecify.annotations.NullMarked;
