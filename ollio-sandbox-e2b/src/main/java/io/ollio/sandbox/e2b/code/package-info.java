/**
 * The code interpreter that runs in sandboxes of the template {@code code-interpreter-v1}. Start at
 * {@link io.ollio.sandbox.e2b.code.CodeInterpreter}. Protocol notes, section 9.
 */
@NullMarked
package io.ollio.sandbox.e2b.code;

import org.jspecify.annotations.NullMarked;
