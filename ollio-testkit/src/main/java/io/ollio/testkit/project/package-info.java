/**
 * Contracts of the project store. Start at {@link io.ollio.testkit.project.ProjectStoreContract},
 * which runs all the others.
 */
@NullMarked
package io.ollio.testkit.project;

import org.jspecify.annotations.NullMarked;
