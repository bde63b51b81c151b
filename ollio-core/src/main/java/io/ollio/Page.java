package io.ollio;

import java.util.List;
import java.util.Optional;

/**
 * One page of a listing.
 *
 * @param items in the order asked for; may be empty
 * @param next where the next page starts, empty after the last one
 */
public record Page<T>(List<T> items, Optional<PageRequest> next) {
  /** Copies the items. */
  public Page {
    items = List.copyOf(items);
  }
}
