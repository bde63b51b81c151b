package io.ollio.sandbox.e2b.control;

import io.ollio.sandbox.e2b.http.Percent;
import io.ollio.sandbox.e2b.monitor.LogQuery;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import okhttp3.HttpUrl;

/** Queries in the form that the control plane takes. Protocol notes, section 2.7. */
final class Queries {
  /** Always three digits, as JavaScript writes it. */
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private Queries() {}

  static HttpUrl list(HttpUrl.Builder url, SandboxQuery query) {
    if (!query.metadata().isEmpty()) {
      url.addQueryParameter("metadata", metadata(query.metadata()));
    }
    if (!query.states().isEmpty()) {
      // A comma as it is: not every compatible server decodes it.
      url.addEncodedQueryParameter("state", String.join(",", query.states()));
    }
    query.startedAfter().ifPresent(at -> url.addQueryParameter("startedAfter", MILLIS.format(at)));
    query.template().ifPresent(name -> url.addQueryParameter("template", name));
    query
        .oldestFirst()
        .ifPresent(oldest -> url.addQueryParameter("order", oldest ? "asc" : "desc"));
    if (query.pageSize() > 0) {
      url.addQueryParameter("limit", Integer.toString(query.pageSize()));
    }
    query.page().ifPresent(token -> url.addQueryParameter("nextToken", token));
    return url.build();
  }

  static HttpUrl logs(HttpUrl.Builder url, LogQuery query) {
    query.from().ifPresent(at -> url.addQueryParameter("cursor", Long.toString(at.toEpochMilli())));
    if (query.backward()) {
      url.addQueryParameter("direction", "backward");
    }
    if (query.limit() > 0) {
      url.addQueryParameter("limit", Integer.toString(query.limit()));
    }
    query.level().ifPresent(level -> url.addQueryParameter("level", level));
    query.search().ifPresent(words -> url.addQueryParameter("search", words));
    return url.build();
  }

  /** Each key and value encoded twice, then the whole once more as a query's value. */
  private static String metadata(Map<String, String> labels) {
    StringBuilder inner = new StringBuilder();
    labels.forEach(
        (key, value) ->
            inner
                .append(inner.isEmpty() ? "" : "&")
                .append(Percent.encode(Percent.encode(key)))
                .append('=')
                .append(Percent.encode(Percent.encode(value))));
    return inner.toString();
  }
}
