package io.ollio.local.memory;

import io.ollio.InvalidInput;
import io.ollio.Page;
import io.ollio.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An immutable set of rows, found by id and listed by place. */
final class Table<V> {
  private final Function<V, Place> placing;
  private final SortedTree<String, V> byId;
  private final SortedTree<Place, V> byPlace;

  private Table(
      Function<V, Place> placing, SortedTree<String, V> byId, SortedTree<Place, V> byPlace) {
    this.placing = placing;
    this.byId = byId;
    this.byPlace = byPlace;
  }

  /**
   * Where a row is listed.
   *
   * @param scope the listing it belongs to
   * @param major what sorts it there: seconds or a number
   * @param minor what decides between equal ones: nanoseconds
   * @param id what decides then
   */
  record Place(String scope, long major, long minor, String id) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::scope)
            .thenComparingLong(Place::major)
            .thenComparingLong(Place::minor)
            .thenComparing(Place::id);

    /** In the scope by time. */
    static Place of(String scope, Instant at, String id) {
      return new Place(scope, at.getEpochSecond(), at.getNano(), id);
    }

    private static Place start(String scope) {
      return new Place(scope, Long.MIN_VALUE, Long.MIN_VALUE, "");
    }

    private static Place end(String scope) {
      return new Place(scope, Long.MAX_VALUE, Long.MAX_VALUE, "");
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** A table without rows; the place of a row holds its id. */
  static <V> Table<V> empty(Function<V, Place> placing) {
    return new Table<>(placing, SortedTree.empty(), SortedTree.empty());
  }

  Optional<V> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  boolean has(String id) {
    return byId.get(id) != null;
  }

  /** Adds the row, or replaces the one with its id. */
  Table<V> with(V row) {
    Place place = placing.apply(row);
    return new Table<>(
        placing, byId.with(place.id(), row), without(place.id()).byPlace.with(place, row));
  }

  Table<V> without(String id) {
    V row = byId.get(id);
    return row == null
        ? this
        : new Table<>(placing, byId.without(id), byPlace.without(placing.apply(row)));
  }

  Table<V> withoutAll(List<V> rows) {
    Table<V> left = this;
    for (V row : rows) {
      left = left.without(placing.apply(row).id());
    }
    return left;
  }

  /** All rows that are wanted, in no useful order; looks at every row. */
  List<V> all(Predicate<V> wanted) {
    List<V> rows = new ArrayList<>();
    byId.ascend(
        null,
        (id, row) -> {
          if (wanted.test(row)) {
            rows.add(row);
          }
          return true;
        });
    return rows;
  }

  /** All rows of the scope, in their order. */
  List<V> all(String scope) {
    return collect(scope, PageRequest.oldest(1), null, Integer.MAX_VALUE, row -> true);
  }

  /** The last row of the scope. */
  Optional<V> last(String scope) {
    return collect(scope, PageRequest.newest(1), null, 1, row -> true).stream().findFirst();
  }

  /**
   * A page of the wanted rows of the scope.
   *
   * @throws InvalidInput when the request's position is no row of the scope
   */
  Page<V> page(String scope, PageRequest request, Predicate<V> wanted) {
    Place seen = request.after().map(id -> position(scope, id)).orElse(null);
    List<V> rows = collect(scope, request, seen, request.size() + 1, wanted);
    if (rows.size() <= request.size()) {
      return new Page<>(rows, Optional.empty());
    }
    List<V> shown = rows.subList(0, request.size());
    String lastId = placing.apply(shown.get(shown.size() - 1)).id();
    return new Page<>(shown, Optional.of(request.after(lastId)));
  }

  private Place position(String scope, String id) {
    return find(id)
        .map(placing)
        .filter(place -> place.scope().equals(scope))
        .orElseThrow(
            () -> new InvalidInput("page position", "names no row of this listing: " + id));
  }

  private List<V> collect(
      String scope, PageRequest request, @Nullable Place seen, int most, Predicate<V> wanted) {
    List<V> rows = new ArrayList<>();
    SortedTree.Visitor<Place, V> visitor =
        (place, row) -> {
          if (!place.scope().equals(scope)) {
            return false;
          }
          if (wanted.test(row)) {
            rows.add(row);
          }
          return rows.size() < most;
        };
    if (request.order() == PageRequest.Order.OLDEST_FIRST) {
      byPlace.ascend(seen == null ? Place.start(scope) : seen, visitor);
    } else {
      byPlace.descend(seen == null ? Place.end(scope) : seen, visitor);
    }
    return rows;
  }
}
