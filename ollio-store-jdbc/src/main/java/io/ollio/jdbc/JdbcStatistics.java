package io.ollio.jdbc;

import io.ollio.OwnerId;
import io.ollio.jdbc.sql.Session;
import io.ollio.jdbc.sql.Sql;
import java.math.BigDecimal;
import java.util.List;

/** What each owner has and has used, counted by the database. */
public final class JdbcStatistics {
  private static final String OWN = "(select id from ollio_project where owner = ?)";

  private final Sql sql;

  JdbcStatistics(Sql sql) {
    this.sql = sql;
  }

  /**
   * Numbers of one owner; deleted projects count until they are purged.
   *
   * @param projects projects
   * @param messages messages in them
   * @param versions versions of them
   * @param contentBytes size of the contents of all files, each once for a project, as stored
   * @param generations generations of the owner by how they stand
   * @param spent tokens and money of the owner's generations
   */
  public record OwnerStatistics(
      long projects,
      long messages,
      long versions,
      long contentBytes,
      GenerationCounts generations,
      Spent spent) {}

  /** Generations by how they stand. */
  public record GenerationCounts(
      long queued, long running, long succeeded, long failed, long cancelled) {}

  /**
   * What generations have used.
   *
   * @param modelCalls model calls answered
   * @param inputTokens tokens sent
   * @param outputTokens tokens received
   * @param cost by the catalogue's prices
   */
  public record Spent(long modelCalls, long inputTokens, long outputTokens, BigDecimal cost) {}

  /** The numbers of an owner as of now; zeros when there are none. */
  public OwnerStatistics of(OwnerId owner) {
    return sql.read(
        session ->
            new OwnerStatistics(
                session.number("select count(*) from ollio_project where owner = ?", owner.value()),
                count(session, "count(*)", "ollio_message", owner),
                count(session, "count(*)", "ollio_version", owner),
                count(session, "coalesce(sum(length(content)), 0)", "ollio_body", owner),
                generations(session, owner),
                spent(session, owner)));
  }

  private static long count(Session session, String what, String table, OwnerId owner) {
    return session.number(
        "select " + what + " from " + table + " where project in " + OWN, owner.value());
  }

  private static GenerationCounts generations(Session session, OwnerId owner) {
    List<GenerationCounts> counts =
        session.list(
            "select count(case when status = 'QUEUED' then 1 end),"
                + " count(case when status = 'RUNNING' then 1 end),"
                + " count(case when status = 'SUCCEEDED' then 1 end),"
                + " count(case when status = 'FAILED' then 1 end),"
                + " count(case when status = 'CANCELLED' then 1 end)"
                + " from ollio_generation where owner = ?",
            (row, context) ->
                new GenerationCounts(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
            owner.value());
    return counts.get(0);
  }

  private static Spent spent(Session session, OwnerId owner) {
    List<Spent> sums =
        session.list(
            "select coalesce(sum(model_calls), 0), coalesce(sum(input_tokens), 0),"
                + " coalesce(sum(output_tokens), 0), coalesce(sum(cost), 0)"
                + " from ollio_generation where owner = ?",
            (row, context) ->
                new Spent(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getBigDecimal(4).stripTrailingZeros()),
            owner.value());
    return sums.get(0);
  }
}
