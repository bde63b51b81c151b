package io.ollio.sandbox.e2b.control;

import io.ollio.json.JsonValue;
import io.ollio.sandbox.e2b.api.DaemonVersion;
import io.ollio.sandbox.e2b.api.E2bException.BadAnswer;
import io.ollio.sandbox.e2b.http.Failures;
import io.ollio.sandbox.e2b.monitor.LogEntry;
import io.ollio.sandbox.e2b.monitor.SandboxMetrics;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;

/** Reads the control plane's answers; unknown fields are passed over. */
final class ControlReader {
  /** Goes into host names; the second part is a legacy form. */
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)?");

  private ControlReader() {}

  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  static SandboxAccess access(JsonValue json) {
    String id = json.path("sandboxID").text();
    if (!isId(id)) {
      throw new BadAnswer("E2B gave a sandbox an id that is none", 200, null);
    }
    return new SandboxAccess(
        id,
        json.path("templateID").text(),
        DaemonVersion.parse(json.path("envdVersion").text()),
        text(json, "envdAccessToken"),
        text(json, "trafficAccessToken"),
        text(json, "domain"));
  }

  static SandboxInfo info(JsonValue json) {
    JsonValue internet = json.path("allowInternetAccess");
    return new SandboxInfo(
        access(json),
        text(json, "alias"),
        json.path("state").text(),
        instant(json.path("startedAt")),
        instant(json.path("endAt")),
        new SandboxInfo.Size(
            (int) json.path("cpuCount").number(0),
            json.path("memoryMB").number(0),
            json.path("diskSizeMB").number(0)),
        texts(json.path("metadata")),
        internet.isPresent() ? Optional.of(internet.isTrue()) : Optional.empty());
  }

  static SandboxMetrics metrics(JsonValue json) {
    long seconds = json.path("timestampUnix").number(0);
    return new SandboxMetrics(
        seconds > 0 ? Instant.ofEpochSecond(seconds) : instant(json.path("timestamp")),
        (int) json.path("cpuCount").number(0),
        json.path("cpuUsedPct").number(0.0),
        json.path("memUsed").number(0),
        json.path("memTotal").number(0),
        json.path("diskUsed").number(0),
        json.path("diskTotal").number(0));
  }

  static LogEntry log(JsonValue json) {
    return new LogEntry(
        instant(json.path("timestamp")),
        json.path("level").text(),
        json.path("message").text(),
        texts(json.path("fields")));
  }

  static Snapshot snapshot(JsonValue json) {
    List<String> names = new ArrayList<>();
    json.path("names").forEach(name -> names.add(name.text()));
    return new Snapshot(json.path("snapshotID").text(), names);
  }

  static Fork fork(JsonValue json, Failures failures, String operation) {
    if (json.path("sandbox").isPresent()) {
      return new Fork(Optional.of(access(json.path("sandbox"))), Optional.empty());
    }
    JsonValue error = json.path("error");
    int status = (int) error.path("code").number(500);
    return new Fork(
        Optional.empty(),
        Optional.of(
            failures.ofStatus(operation, status, Headers.of(), error.path("message").text())));
  }

  private static Optional<String> text(JsonValue json, String field) {
    return Optional.of(json.path(field).text()).filter(text -> !text.isEmpty());
  }

  private static Map<String, String> texts(JsonValue json) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.names().forEach(name -> texts.put(name, json.path(name).toString()));
    return texts;
  }

  /** An unreadable time is no reason to lose the rest. */
  private static Instant instant(JsonValue json) {
    try {
      return json.is(JsonValue.Kind.NUMBER)
          ? Instant.ofEpochMilli(json.number(0))
          : OffsetDateTime.parse(json.text()).toInstant();
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }
}
