/**
 * Reading JSON that is still being written. Whole documents are Jackson's business; here is only
 * the incremental reader of tool call arguments, {@link io.ollio.json.StreamingArguments}.
 */
@NullMarked
package io.ollio.json;

import org.jspecify.annotations.NullMarked;
