/**
 * A stand-in for a language model, so that Ollio can be tried without a key and without a network:
 * {@link io.ollio.examples.offline.OfflineLlmClient}. It is no neural network but a set of rules
 * and templates that answers the words of a prompt through the same tool calls as a real model.
 */
@NullMarked
package io.ollio.examples.offline;

import org.jspecify.annotations.NullMarked;
