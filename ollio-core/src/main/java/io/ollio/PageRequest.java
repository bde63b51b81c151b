package io.ollio;

import java.util.Optional;

/**
 * Which part of a listing to read: keyset paging, so that rows added meanwhile shift nothing. Rows
 * are ordered by time of creation, those of the same time by id. A listing refuses a position that
 * is none of its rows (any more) with {@link InvalidInput}.
 *
 * @param order newest or oldest first
 * @param size rows wanted, 1 to {@value #MAX_SIZE}
 * @param after id of the last row already seen; absent for the first page
 */
public record PageRequest(Order order, int size, Optional<String> after) {
  /** Most rows a page can hold. */
  public static final int MAX_SIZE = 1_000;

  /** Rows of a page when the caller does not say. */
  public static final int DEFAULT_SIZE = 50;

  /** Direction of a listing, by time of creation. */
  public enum Order {
    /** The latest row comes first. */
    NEWEST_FIRST,
    /** The earliest row comes first. */
    OLDEST_FIRST
  }

  /** Checks the size. */
  public PageRequest {
    InvalidInput.check(
        size >= 1 && size <= MAX_SIZE, "page size", "is " + size + ", must be 1 to " + MAX_SIZE);
    after.ifPresent(id -> StorableText.check(id, "page position"));
  }

  /** The first page, newest rows first. */
  public static PageRequest newest(int size) {
    return new PageRequest(Order.NEWEST_FIRST, size, Optional.empty());
  }

  /** The first page, oldest rows first. */
  public static PageRequest oldest(int size) {
    return new PageRequest(Order.OLDEST_FIRST, size, Optional.empty());
  }

  /** The page that follows the row with this id. */
  public PageRequest after(String id) {
    return new PageRequest(order, size, Optional.of(id));
  }
}
