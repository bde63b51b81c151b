/**
 * Runs saved to a file and played again without a model: {@link io.ollio.replay.Recorder} saves
 * them, {@link io.ollio.replay.Replay} plays one. A recording is JSON Lines; it holds the prompts,
 * the replies and the files of its run in clear text, and no keys.
 */
@NullMarked
package io.ollio.replay;

import org.jspecify.annotations.NullMarked;
