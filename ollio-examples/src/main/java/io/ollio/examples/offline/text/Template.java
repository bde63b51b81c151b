package io.ollio.examples.offline.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with placeholders, a small part of the Mustache language: {@code {{name}}} is put in with
 * HTML's special characters escaped, {@code {{{name}}}} as it is, {@code {{#name}}…{{/name}}} once
 * for each entry of a list (or once if the value is there), {@code {{^name}}…{{/name}}} if it is
 * not. Entries of a list know {@code n} (from 1), {@code first} and {@code last}. A line that holds
 * only a section tag leaves no line behind; a raw value alone on its line keeps its indentation.
 */
public final class Template {
  private static final Pattern TAG =
      Pattern.compile("\\{\\{(?:\\{([\\w.]+)(?:@(\\d+))?\\}|([#^/]?)([\\w.]+))\\}\\}");
  private static final Pattern LONE_SECTION_TAG =
      Pattern.compile("(?m)^[ \\t]*(\\{\\{[#^/][\\w.]+\\}\\})[ \\t]*\\n");
  private static final Pattern LONE_RAW_VALUE =
      Pattern.compile("(?m)^([ ]+)\\{\\{\\{([\\w.]+)\\}\\}\\}$");

  private final String source;

  private Template(String source) {
    this.source = source;
  }

  /** Puts the values into a template. */
  public static String render(String template, Map<String, ?> values) {
    String raw =
        LONE_RAW_VALUE
            .matcher(template)
            .replaceAll(m -> m.group(1) + "{{{" + m.group(2) + "@" + m.group(1).length() + "}}}");
    String marked = LONE_SECTION_TAG.matcher(raw).replaceAll("$1");
    StringBuilder out = new StringBuilder();
    Deque<Map<String, ?>> scopes = new ArrayDeque<>();
    scopes.push(values);
    Template parsed = new Template(marked);
    parsed.render(0, marked.length(), scopes, out);
    return out.toString();
  }

  /** Makes text safe inside HTML elements and quoted attributes. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private void render(int from, int to, Deque<Map<String, ?>> scopes, StringBuilder out) {
    Matcher tag = TAG.matcher(source).region(from, to);
    int position = from;
    while (position < to && tag.find(position)) {
      if (tag.end() > to) {
        break;
      }
      out.append(source, position, tag.start());
      position = tag.end();
      if (tag.group(1) != null) {
        out.append(indented(text(lookup(tag.group(1), scopes)), tag.group(2)));
      } else if (tag.group(3).isEmpty()) {
        out.append(escaped(text(lookup(tag.group(4), scopes))));
      } else {
        position = section(tag, scopes, out);
      }
    }
    out.append(source, position, to);
  }

  /** Renders the section that the tag opens and returns the position behind its closing tag. */
  private int section(Matcher tag, Deque<Map<String, ?>> scopes, StringBuilder out) {
    String name = tag.group(4);
    String close = "{{/" + name + "}}";
    int start = tag.end();
    int end = source.indexOf(close, start);
    if (end < 0) {
      throw new IllegalStateException("Template section " + name + " has no closing tag");
    }
    List<Map<String, ?>> entries = entries(lookup(name, scopes));
    if (tag.group(3).equals("#")) {
      for (Map<String, ?> entry : entries) {
        scopes.push(entry);
        render(start, end, scopes, out);
        scopes.pop();
      }
    } else if (entries.isEmpty()) {
      render(start, end, scopes, out);
    }
    return end + close.length();
  }

  private static List<Map<String, ?>> entries(@Nullable Object value) {
    if (value instanceof List<?> list) {
      List<Map<String, ?>> entries = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        entries.add(entry(list.get(i), i, list.size()));
      }
      return entries;
    }
    boolean there =
        value instanceof Boolean truth ? truth : value != null && !value.toString().isEmpty();
    return there ? List.of(Map.of()) : List.of();
  }

  private static Map<String, ?> entry(@Nullable Object item, int index, int count) {
    Map<String, Object> entry = new HashMap<>();
    if (item instanceof Map<?, ?> values) {
      values.forEach((key, value) -> entry.put(String.valueOf(key), value));
    } else {
      entry.put(".", String.valueOf(item));
    }
    entry.put("n", index + 1);
    entry.put("first", index == 0);
    entry.put("last", index == count - 1);
    return entry;
  }

  private static @Nullable Object lookup(String name, Deque<Map<String, ?>> scopes) {
    for (Map<String, ?> scope : scopes) {
      if (scope.containsKey(name)) {
        return scope.get(name);
      }
    }
    int dot = name.indexOf('.');
    if (dot > 0 && lookup(name.substring(0, dot), scopes) instanceof Map<?, ?> inner) {
      return inner.get(name.substring(dot + 1));
    }
    return null;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static String indented(String text, @Nullable String columns) {
    String stripped = text.stripTrailing();
    if (columns == null) {
      return stripped;
    }
    return stripped.replaceAll("\\n(?=[^\\n])", "\n" + " ".repeat(Integer.parseInt(columns)));
  }
}
