/**
 * The credit port: plans, accounts and holds in {@link io.ollio.credit.CreditLedger}, and the
 * host's prices in {@link io.ollio.credit.CreditPolicy}. Nothing here knows why credits are spent.
 */
@NullMarked
package io.ollio.credit;

import org.jspecify.annotations.NullMarked;
