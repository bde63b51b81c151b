package io.ollio.check;

import io.ollio.InvalidInput;
import io.ollio.check.Problem.Findings;
import io.ollio.check.Problem.Severity;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows references between files the way a browser does from the file system. */
final class References {
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):");
  private static final List<String> MODULE_ENDINGS = List.of(".js", ".mjs", "/index.js");
  private static final int MAX_SUGGESTIONS = 3;

  /** What the reference is for. */
  enum Use {
    /** A link that somebody may follow. */
    LINK,
    /** Something the page needs. */
    RESOURCE,
    /** A module; its ending may have been left out. */
    MODULE
  }

  /**
   * Where a reference leads.
   *
   * @param file the file
   * @param fragment what follows {@code #}, decoded; empty when there is none
   */
  record Target(FilePath file, String fragment) {}

  private final FileTree files;
  private final Map<String, FilePath> byLowerCase = new HashMap<>();
  private final Map<String, List<FilePath>> byName = new HashMap<>();
  private final Optional<Severity> external;
  private final Findings findings;

  References(FileTree files, Optional<Severity> external, Findings findings) {
    this.files = files;
    this.external = external;
    this.findings = findings;
    for (FilePath path : files.files().keySet()) {
      byLowerCase.putIfAbsent(lower(path.value()), path);
      byName.computeIfAbsent(lower(path.name()), name -> new ArrayList<>()).add(path);
    }
  }

  /** The file, when there is one; else, or when it would break elsewhere, says so. */
  Optional<Target> follow(SourceFile from, int offset, String written, Use use) {
    return new Reference(from, offset, written.strip(), use).follow();
  }

  /** One reference at its place. */
  private final class Reference {
    private final SourceFile from;
    private final int offset;
    private final String written;
    private final Use use;

    Reference(SourceFile from, int offset, String written, Use use) {
      this.from = from;
      this.offset = offset;
      this.written = written;
      this.use = use;
    }

    Optional<Target> follow() {
      if (written.isEmpty()) {
        if (use != Use.LINK) {
          error("ref-empty", "is empty; name a file or remove it");
        }
        return use == Use.LINK ? Optional.of(new Target(from.path(), "")) : Optional.empty();
      }
      Matcher scheme = SCHEME.matcher(written);
      if (scheme.lookingAt()) {
        withScheme(lower(scheme.group(1)));
        return Optional.empty();
      }
      return written.startsWith("/") || written.contains("\\") ? rooted() : relative();
    }

    private void withScheme(String scheme) {
      if (scheme.equals("file") || scheme.length() == 1) {
        error("ref-file-url", "names a place on one machine; write a path relative to this file");
      } else if ((scheme.equals("http") || scheme.equals("https")) && use != Use.LINK) {
        external.ifPresent(
            severity ->
                findings.add(
                    severity,
                    from,
                    offset,
                    "ref-external",
                    quoted()
                        + " needs the network, and previews load nothing foreign; put the file into"
                        + " the component or do without it."));
      }
    }

    private Optional<Target> rooted() {
      if (written.contains("\\")) {
        error("ref-backslash", "has a backslash; paths are written with /");
      } else if (written.startsWith("//")) {
        error("ref-protocol-relative", "has no protocol and breaks from the file system");
      } else {
        String hint =
            decoded(path().substring(1))
                .flatMap(References.this::filePath)
                .filter(path -> files.find(path).isPresent())
                .map(path -> "; write \"" + relativeTo(path) + "\"")
                .orElse("; write a path relative to this file, without the leading /");
        error("ref-absolute", "starts at the root, which is another place on every server" + hint);
      }
      return Optional.empty();
    }

    private Optional<Target> relative() {
      Optional<String> path = decoded(path());
      if (path.isEmpty()) {
        error("ref-malformed", "has a broken percent escape; write % as %25");
        return Optional.empty();
      }
      if (path.get().isEmpty()) {
        return Optional.of(new Target(from.path(), fragment()));
      }
      Optional<String> resolved = resolved(path.get());
      if (resolved.isEmpty()) {
        error("ref-outside", "leads out of the component's folder");
        return Optional.empty();
      }
      return existing(resolved.get());
    }

    private Optional<Target> existing(String resolved) {
      String full =
          resolved.isEmpty() || resolved.endsWith("/") ? resolved + "index.html" : resolved;
      Optional<FilePath> path = filePath(full);
      if (path.isEmpty()) {
        error("ref-malformed", "is no usable file name");
      } else if (path.get().isHidden()) {
        error("ref-hidden", "names a dot file, which is never served; rename it without the dot");
      } else if (files.find(path.get()).isPresent()) {
        return Optional.of(new Target(path.get(), fragment()));
      } else {
        missing(path.get());
      }
      return Optional.empty();
    }

    private void missing(FilePath path) {
      FilePath other = byLowerCase.get(lower(path.value()));
      if (other != null) {
        error(
            "ref-case",
            "differs in upper and lower case from the existing file; write \""
                + relativeTo(other)
                + "\"");
        return;
      }
      String hint = use == Use.MODULE ? ending(path) : "";
      error(
          "ref-missing",
          "leads to "
              + path
              + ", which does not exist; "
              + (hint.isEmpty() ? suggestion(path) : hint));
    }

    private String ending(FilePath path) {
      return MODULE_ENDINGS.stream()
          .map(ending -> filePath(path.value() + ending))
          .flatMap(Optional::stream)
          .filter(module -> files.find(module).isPresent())
          .findFirst()
          .map(module -> "browsers add no ending: write \"" + dotted(relativeTo(module)) + "\"")
          .orElse("");
    }

    private String suggestion(FilePath path) {
      List<String> same =
          byName.getOrDefault(lower(path.name()), List.of()).stream()
              .limit(MAX_SUGGESTIONS)
              .map(other -> "\"" + relativeTo(other) + "\"")
              .toList();
      return same.isEmpty()
          ? "create it, or refer to a file that exists"
          : "did you mean " + String.join(" or ", same) + "?";
    }

    private String path() {
      return written.split("[?#]", 2)[0];
    }

    private String fragment() {
      int hash = written.indexOf('#');
      return hash < 0 ? "" : decoded(written.substring(hash + 1)).orElse("");
    }

    /** Path from the component's folder; empty when it leads out of it. */
    private Optional<String> resolved(String path) {
      String own = from.path().value();
      List<String> parts = new ArrayList<>(List.of(own.split("/", -1)));
      parts.remove(parts.size() - 1);
      for (String part : path.split("/", -1)) {
        if (part.equals("..")) {
          if (parts.isEmpty()) {
            return Optional.empty();
          }
          parts.remove(parts.size() - 1);
        } else if (!part.equals(".") && !part.isEmpty()) {
          parts.add(part);
        }
      }
      boolean isFolder =
          path.endsWith("/") || path.endsWith("/.") || path.endsWith("..") || path.equals(".");
      return Optional.of(String.join("/", parts) + (isFolder && !parts.isEmpty() ? "/" : ""));
    }

    private String relativeTo(FilePath target) {
      return between(from.path(), target);
    }

    private String quoted() {
      return "\"" + SourceFile.excerpt(written) + "\"";
    }

    private void error(String code, String problem) {
      findings.error(
          from,
          offset,
          code,
          "The reference " + quoted() + " " + problem + (problem.endsWith("?") ? "" : "."));
    }
  }

  private Optional<FilePath> filePath(String value) {
    try {
      return Optional.of(FilePath.of(value));
    } catch (InvalidInput notAPath) {
      return Optional.empty();
    }
  }

  /** How one file refers to another. */
  private static String between(FilePath from, FilePath to) {
    List<String> own = from.segments();
    List<String> other = to.segments();
    int shared = 0;
    while (shared < own.size() - 1
        && shared < other.size() - 1
        && own.get(shared).equals(other.get(shared))) {
      shared++;
    }
    return "../".repeat(own.size() - 1 - shared)
        + String.join("/", other.subList(shared, other.size()));
  }

  private static String dotted(String relative) {
    return relative.startsWith("../") ? relative : "./" + relative;
  }

  /** Without percent escapes; empty when one is broken or the bytes are no UTF-8. */
  private static Optional<String> decoded(String text) {
    if (text.indexOf('%') < 0) {
      return Optional.of(text);
    }
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(in.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] != '%') {
        out.put(in[i]);
      } else if (i + 2 < in.length && hex(in[i + 1]) >= 0 && hex(in[i + 2]) >= 0) {
        out.put((byte) (hex(in[i + 1]) * 16 + hex(in[i + 2])));
        i += 2;
      } else {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static int hex(byte digit) {
    return Character.digit(digit, 16);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
