/** Rules about the shape of core and test kit; each was seen to fail once (CONTRIBUTING.md). */
@NullMarked
package io.ollio.architecture;

import org.jspecify.annotations.NullMarked;
