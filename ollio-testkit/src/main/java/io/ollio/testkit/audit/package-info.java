/** Contract of the audit log. */
@NullMarked
package io.ollio.testkit.audit;

import org.jspecify.annotations.NullMarked;
