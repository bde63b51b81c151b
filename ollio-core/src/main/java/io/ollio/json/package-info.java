/**
 * Reading JSON: whole documents as {@link io.ollio.json.JsonValue}, and tool call arguments that
 * are still being written with {@link io.ollio.json.StreamingArguments}.
 */
@NullMarked
package io.ollio.json;

import org.jspecify.annotations.NullMarked;
