/**
 * What the contracts of the store family share, and the contracts of the unit of work that ties the
 * family together. An adapter author implements {@link io.ollio.testkit.store.StoreFixture} once
 * and extends, in a few lines each, the contracts here and in the packages {@code project}, {@code
 * credit}, {@code owner} and {@code audit} beside this one.
 */
@NullMarked
package io.ollio.testkit.store;

import org.jspecify.annotations.NullMarked;
