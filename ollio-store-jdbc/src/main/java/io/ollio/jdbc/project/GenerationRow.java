package io.ollio.jdbc.project;

import io.ollio.OwnerId;
import io.ollio.jdbc.sql.Columns;
import io.ollio.project.Generation;
import io.ollio.project.Generation.State;
import io.ollio.project.Generation.Usage;
import io.ollio.project.GenerationId;
import io.ollio.project.MessageId;
import io.ollio.project.ProjectId;
import io.ollio.project.VersionId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Generations as rows. */
final class GenerationRow {
  /** The part that changes, in the order of {@link #stateValues}. */
  private static final List<String> STATE =
      List.of(
          "status",
          "attempt",
          "reason",
          "detail",
          "version",
          "model_calls",
          "input_tokens",
          "cached_tokens",
          "output_tokens",
          "cost",
          "cost_scale",
          "updated_at");

  private static final List<String> FIXED =
      List.of("id", "project", "owner", "prompt", "idempotency_key", "options", "created_at");

  /** What to select, of a generation "g". */
  static final String COLUMNS =
      "g." + String.join(", g.", FIXED) + ", g." + String.join(", g.", STATE);

  /** Sets the state. */
  static final String ASSIGNMENTS = String.join(" = ?, ", STATE) + " = ?";

  /** Adds a row. */
  static final String INSERT =
      "insert into ollio_generation ("
          + String.join(", ", FIXED)
          + ", "
          + String.join(", ", STATE)
          + ") values (?"
          + ", ?".repeat(FIXED.size() + STATE.size() - 1)
          + ")";

  private static final int COST_PLACES = 18;

  private GenerationRow() {}

  /** The values of {@link #INSERT}. */
  static @Nullable Object[] values(Generation generation) {
    List<@Nullable Object> values =
        new ArrayList<>(
            Arrays.asList(
                generation.id().value(),
                generation.project().value(),
                generation.owner().value(),
                generation.prompt().value(),
                generation.idempotencyKey(),
                generation.options(),
                generation.createdAt()));
    values.addAll(stateValues(generation.state()));
    return values.toArray();
  }

  /** The values of {@link #ASSIGNMENTS}. */
  static List<@Nullable Object> stateValues(State state) {
    Usage usage = state.usage();
    int scale = Math.max(0, Math.min(COST_PLACES, usage.cost().scale()));
    return Arrays.asList(
        state.status(),
        state.attempt(),
        state.reason(),
        state.detail(),
        state.version().map(VersionId::value),
        usage.modelCalls(),
        usage.inputTokens(),
        usage.cachedInputTokens(),
        usage.outputTokens(),
        usage.cost().setScale(scale, RoundingMode.HALF_UP),
        scale,
        state.updatedAt());
  }

  /** Reads {@link #COLUMNS}. */
  static Generation read(ResultSet row) throws SQLException {
    return new Generation(
        new GenerationId(row.getString(1)),
        new ProjectId(row.getString(2)),
        OwnerId.of(row.getString(3)),
        new MessageId(row.getString(4)),
        row.getString(5),
        row.getString(6),
        state(row),
        Columns.time(row, 7));
  }

  private static State state(ResultSet row) throws SQLException {
    BigDecimal cost = row.getBigDecimal(17).setScale(row.getInt(18), RoundingMode.HALF_UP);
    return new State(
        Generation.Status.valueOf(row.getString(8)),
        row.getInt(9),
        row.getString(10),
        row.getString(11),
        Columns.optionalText(row, 12).map(VersionId::new),
        new Usage(row.getInt(13), row.getLong(14), row.getLong(15), row.getLong(16), cost),
        Columns.time(row, 19));
  }
}
