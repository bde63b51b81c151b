package io.ollio.testkit.store;

import io.ollio.Page;
import io.ollio.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Walks through listings. */
public final class Pages {
  private static final int MANY = 10_000;

  private Pages() {}

  /**
   * All rows from the first page to the last.
   *
   * @throws AssertionError when the listing seems to have no end
   */
  public static <T> List<T> walk(PageRequest first, Function<PageRequest, Page<T>> listing) {
    List<T> rows = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(first);
    while (next.isPresent()) {
      Page<T> page = listing.apply(next.get());
      rows.addAll(page.items());
      next = page.next();
      if (rows.size() > MANY || (next.isPresent() && page.items().isEmpty())) {
        throw new AssertionError("The listing has no end: " + rows.size() + " rows so far");
      }
    }
    return rows;
  }
}
