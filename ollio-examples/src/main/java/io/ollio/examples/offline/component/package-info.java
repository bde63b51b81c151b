/**
 * What is to be built: the kinds of component, their recipes (recognised words, default texts and
 * entries, from the bundled files), and the request that is read from a prompt. Start with {@link
 * io.ollio.examples.offline.component.ComponentRequest}.
 */
@NullMarked
package io.ollio.examples.offline.component;

import org.jspecify.annotations.NullMarked;
