/**
 * Contracts of the project store and the unit of work. An adapter implements {@link
 * io.ollio.testkit.store.StoreFixture} once, and extends each contract in a few lines: {@link
 * io.ollio.testkit.store.ProjectStoreContract}, {@link io.ollio.testkit.store.UnitOfWorkContract}, and
 * those in the packages {@code credit}, {@code owner} and {@code audit} beside this one.
 */
@NullMarked
package io.ollio.testkit.store;

import org.jspecify.annotations.NullMarked;
