/**
 * What is known about models: their limits, prices, other names and stand-ins in {@link
 * io.ollio.catalogue.ModelCatalogue}, which the host fills, and {@link
 * io.ollio.catalogue.FallbackLlmClient}, which goes to a stand-in when a model is down. No prices
 * are shipped here, and nothing here counts what a run has used.
 */
@NullMarked
package io.ollio.catalogue;

import org.jspecify.annotations.NullMarked;
