/** The credit ledger on JDBC: start at {@link io.ollio.jdbc.credit.JdbcCreditLedger}. */
@NullMarked
package io.ollio.jdbc.credit;

import org.jspecify.annotations.NullMarked;
