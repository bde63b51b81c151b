package io.ollio.preview;

import static java.util.Map.entry;

import io.ollio.file.FilePath;
import java.util.Map;

/** Content-Type by file extension; the server forbids browsers to guess, so these must be right. */
final class ContentTypes {
  static final String HTML = "text/html; charset=utf-8";
  static final String SVG = "image/svg+xml; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String OTHER = "application/octet-stream";

  private static final Map<String, String> BY_EXTENSION =
      Map.ofEntries(
          entry("html", HTML),
          entry("htm", HTML),
          entry("css", "text/css; charset=utf-8"),
          entry("js", SCRIPT),
          entry("mjs", SCRIPT),
          entry("json", "application/json; charset=utf-8"),
          entry("map", "application/json; charset=utf-8"),
          entry("webmanifest", "application/manifest+json; charset=utf-8"),
          entry("xml", "application/xml; charset=utf-8"),
          entry("txt", "text/plain; charset=utf-8"),
          entry("md", "text/markdown; charset=utf-8"),
          entry("csv", "text/csv; charset=utf-8"),
          entry("vtt", "text/vtt; charset=utf-8"),
          entry("svg", SVG),
          entry("png", "image/png"),
          entry("jpg", "image/jpeg"),
          entry("jpeg", "image/jpeg"),
          entry("gif", "image/gif"),
          entry("webp", "image/webp"),
          entry("avif", "image/avif"),
          entry("ico", "image/x-icon"),
          entry("woff", "font/woff"),
          entry("woff2", "font/woff2"),
          entry("ttf", "font/ttf"),
          entry("otf", "font/otf"),
          entry("wasm", "application/wasm"),
          entry("mp4", "video/mp4"),
          entry("webm", "video/webm"),
          entry("mp3", "audio/mpeg"),
          entry("ogg", "audio/ogg"),
          entry("wav", "audio/wav"),
          entry("pdf", "application/pdf"));

  private ContentTypes() {}

  static String of(FilePath path) {
    return BY_EXTENSION.getOrDefault(path.extension(), OTHER);
  }
}
