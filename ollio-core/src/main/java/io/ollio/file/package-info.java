/**
 * Files as values: checked relative paths, immutable contents, and trees of them. Shared by the
 * sandbox, the project store, the tools and the preview. Nothing here touches a disk.
 */
@NullMarked
package io.ollio.file;

import org.jspecify.annotations.NullMarked;
