package io.ollio.jdbc.sql;

import io.ollio.InvalidInput;
import io.ollio.Page;
import io.ollio.PageRequest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * A listing in keyset pages: the next page begins behind the position's own sort key, so that an
 * index finds it however far back it is.
 *
 * @param columns what to select
 * @param table from where
 * @param scope the condition that makes the listing, with question marks
 * @param order the column to sort by, ahead of the id
 * @param id the column with the id
 * @param mapper makes an item of a row
 * @param idOf the id of an item
 */
public record Listing<T>(
    String columns,
    String table,
    String scope,
    String order,
    String id,
    RowMapper<T> mapper,
    Function<T, String> idOf) {

  /**
   * One page.
   *
   * @param filter a further condition on the rows that are shown, with question marks; may be empty
   * @param scopeValues for the scope's question marks
   * @param filterValues for the filter's
   * @throws InvalidInput when the position is no row of the scope
   */
  public Page<T> page(
      Session session,
      PageRequest request,
      List<?> scopeValues,
      String filter,
      List<?> filterValues) {
    boolean isNewestFirst = request.order() == PageRequest.Order.NEWEST_FIRST;
    StringBuilder sql = new StringBuilder("select " + columns + " from " + table);
    sql.append(" where ").append(scope).append(filter.isEmpty() ? "" : " and " + filter);
    List<@Nullable Object> values = new ArrayList<>(scopeValues);
    values.addAll(filterValues);
    if (request.after().isPresent()) {
      String seen = request.after().get();
      Object position = position(session, scopeValues, seen);
      sql.append(isNewestFirst ? behind("<") : behind(">"));
      values.addAll(List.of(position, position, seen));
    }
    String direction = isNewestFirst ? " desc" : "";
    sql.append(" order by ").append(order).append(direction);
    // Not a question mark: PostgreSQL would plan the query anew each time, to know how many.
    sql.append(", ").append(id).append(direction).append(" limit ").append(request.size() + 1);
    return page(session.list(sql.toString(), mapper, values.toArray()), request);
  }

  /** One page of all rows of the scope. */
  public Page<T> page(Session session, PageRequest request, Object... scopeValues) {
    return page(session, request, List.of(scopeValues), "", List.of());
  }

  /** Not a comparison of rows, for which MariaDB and H2 use no index. */
  private String behind(String sign) {
    return " and "
        + order
        + " "
        + sign
        + "= ? and ("
        + order
        + " "
        + sign
        + " ? or "
        + id
        + " "
        + sign
        + " ?)";
  }

  private Object position(Session session, List<?> scopeValues, String seen) {
    List<@Nullable Object> values = new ArrayList<>(scopeValues);
    values.add(seen);
    return session
        .first(
            "select " + order + " from " + table + " where " + scope + " and " + id + " = ?",
            (row, context) ->
                order.endsWith("_at") ? row.getObject(1, LocalDateTime.class) : row.getLong(1),
            values.toArray())
        .orElseThrow(
            () -> new InvalidInput("page position", "names no row of this listing: " + seen));
  }

  private Page<T> page(List<T> rows, PageRequest request) {
    if (rows.size() <= request.size()) {
      return new Page<>(rows, Optional.empty());
    }
    List<T> shown = rows.subList(0, request.size());
    return new Page<>(shown, Optional.of(request.after(idOf.apply(shown.get(shown.size() - 1)))));
  }
}
