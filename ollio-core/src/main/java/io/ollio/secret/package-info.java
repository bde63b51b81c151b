/**
 * Keeps credentials out of what is published: a model may copy one from a prompt or from a file it
 * read into a page that everybody can see. Start at {@link io.ollio.secret.SecretScan}.
 */
@NullMarked
package io.ollio.secret;

import org.jspecify.annotations.NullMarked;
