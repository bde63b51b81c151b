package io.ollio.design;

import io.ollio.InvalidInput;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The host's custom properties, which results must use. They come in a style sheet of their own,
 * which is put into every project and stays as it is.
 *
 * @param file where the style sheet is
 * @param groups the tokens, in the order in which they are written; no name twice
 * @param requirements which properties must take their value from which tokens; usually empty
 * @param rawColors what to make of colours that are written out although there are tokens for them
 */
public record DesignTokens(
    FilePath file, List<Group> groups, List<Requirement> requirements, RawColors rawColors) {
  /** Most tokens of all groups together. */
  public static final int MAX_TOKENS = 500;

  private static final Pattern NAME = Pattern.compile("--[A-Za-z0-9_-]{1,80}");

  /** What to make of colours that are written out. */
  public enum RawColors {
    /** Nothing. */
    ALLOW,
    /** A warning. */
    WARN,
    /** An error. */
    REJECT
  }

  /**
   * Tokens that belong together.
   *
   * @param name what they are, e.g. {@code Brand colours}; in the style sheet and for the model
   * @param description when to use them; may be empty
   * @param tokens name, with the two hyphens, to value
   */
  public record Group(String name, String description, Map<String, String> tokens) {
    /** Checks that they can be written as CSS, and copies. */
    public Group {
      checkComment(name, "token group", 80);
      checkComment(description, "description of token group " + name, 500);
      tokens = Collections.unmodifiableMap(new LinkedHashMap<>(tokens));
      tokens.forEach(Group::check);
    }

    private static void check(String token, String value) {
      InvalidInput.check(
          NAME.matcher(token).matches(),
          "token name",
          "is \"" + token + "\", must be -- and 1 to 80 letters, digits, hyphens, underscores");
      InvalidInput.text(value, "token " + token, 300);
      InvalidInput.check(
          value.chars().noneMatch(c -> ";{}<>\\\n\r".indexOf(c) >= 0) && !value.contains("/*"),
          "token " + token,
          "has a character that no plain CSS value has");
    }

    private static void checkComment(String text, String field, int max) {
      InvalidInput.check(
          text.length() <= max && text.chars().noneMatch(c -> c < ' ') && !text.contains("*/"),
          field,
          "must have at most " + max + " characters, one line, and no */");
    }
  }

  /**
   * Where tokens must be used.
   *
   * @param properties CSS properties, e.g. {@code color} and {@code background-color}
   * @param prefix how the names of the tokens begin that their values must use, e.g. {@code
   *     --color-}
   */
  public record Requirement(Set<String> properties, String prefix) {
    /** Copies. */
    public Requirement {
      Set<String> lower = new LinkedHashSet<>();
      properties.forEach(property -> lower.add(property.toLowerCase(Locale.ROOT)));
      properties = Collections.unmodifiableSet(lower);
    }
  }

  /** Checks that names are unique and that every requirement can be met. */
  public DesignTokens {
    groups = List.copyOf(groups);
    requirements = List.copyOf(requirements);
    InvalidInput.check(
        file.extension().equals("css"), "token file", "is " + file + ", must be a .css file");
    Map<String, String> all = new LinkedHashMap<>();
    for (Group group : groups) {
      group
          .tokens()
          .forEach(
              (name, value) ->
                  InvalidInput.check(
                      all.put(name, value) == null, "token name", "is there twice: " + name));
    }
    InvalidInput.check(
        !all.isEmpty() && all.size() <= MAX_TOKENS,
        "tokens",
        "are " + all.size() + ", must be 1 to " + MAX_TOKENS);
    for (Requirement requirement : requirements) {
      InvalidInput.check(
          all.keySet().stream().anyMatch(name -> name.startsWith(requirement.prefix())),
          "requirement",
          "asks for tokens " + requirement.prefix() + "…, but there is none");
    }
  }

  /** Tokens without groups, in {@code tokens.css}; colours that are written out are a warning. */
  public static DesignTokens of(Map<String, String> tokens) {
    return builder().group("Tokens", "", tokens).build();
  }

  /** Tokens that are to be chosen. */
  public static Builder builder() {
    return new Builder();
  }

  /** All tokens, name to value, in their order. */
  public Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    groups.forEach(group -> all.putAll(group.tokens()));
    return all;
  }

  /** The style sheet. */
  public String css() {
    StringBuilder css = new StringBuilder("/* Design tokens of the host. Not to be changed. */\n");
    css.append(":root {\n");
    for (Group group : groups) {
      String about = group.description().isEmpty() ? "" : ": " + group.description();
      css.append("  /* ").append(group.name()).append(about).append(" */\n");
      group
          .tokens()
          .forEach(
              (name, value) ->
                  css.append("  ").append(name).append(": ").append(value).append(";\n"));
    }
    return css.append("}\n").toString();
  }

  /** The style sheet as a file. */
  public FileContent content() {
    return FileContent.of(css());
  }

  /** What the model is told. */
  public String describe() {
    StringBuilder text = new StringBuilder("Design tokens of this host\n");
    text.append("- ")
        .append(file)
        .append(" is in the project already and belongs to the host: link it first in every page,")
        .append(" never change it, and define none of its names anew.\n")
        .append("- Take colours, fonts, sizes and spacing from its custom properties with var().");
    text.append(rawColors == RawColors.ALLOW ? "\n" : " Write out no colour that has a token.\n");
    for (Requirement requirement : requirements) {
      text.append("- ")
          .append(String.join(", ", requirement.properties()))
          .append(" must use a token ")
          .append(requirement.prefix())
          .append("…\n");
    }
    return text.append("Its content:\n").append(css()).toString();
  }

  /** Chooses tokens. Not thread-safe. */
  public static final class Builder {
    private final List<Group> groups = new ArrayList<>();
    private final List<Requirement> requirements = new ArrayList<>();
    private FilePath file = FilePath.of("tokens.css");
    private RawColors rawColors = RawColors.WARN;

    private Builder() {}

    /** A group of tokens, name to value; a map that keeps its order gives a stable style sheet. */
    public Builder group(String name, String description, Map<String, String> tokens) {
      groups.add(new Group(name, description, tokens));
      return this;
    }

    /** These properties must take their value from tokens whose names begin like this. */
    public Builder require(String prefix, String... properties) {
      requirements.add(new Requirement(new LinkedHashSet<>(List.of(properties)), prefix));
      return this;
    }

    /** What to make of colours that are written out; a warning by default. */
    public Builder rawColors(RawColors value) {
      rawColors = value;
      return this;
    }

    /** Where the style sheet is; {@code tokens.css} by default. */
    public Builder file(String path) {
      file = FilePath.of(path);
      return this;
    }

    /** The tokens. */
    public DesignTokens build() {
      return new DesignTokens(file, groups, requirements, rawColors);
    }
  }
}
