/**
 * Contracts of the credit ledger. Start at {@link io.ollio.testkit.credit.CreditLedgerContract}.
 */
@NullMarked
package io.ollio.testkit.credit;

import org.jspecify.annotations.NullMarked;
