package io.ollio.design;

import io.ollio.check.Problem;
import io.ollio.check.Problem.Severity;
import io.ollio.check.SiteCheck;
import io.ollio.design.CssValue.Color;
import io.ollio.design.CssValue.Variable;
import io.ollio.design.DesignTokens.RawColors;
import io.ollio.design.DesignTokens.Requirement;
import io.ollio.design.Styles.Declaration;
import io.ollio.design.Styles.Sheet;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds where a component does not use the host's design tokens as it should.
 *
 * <p>Errors: the tokens' style sheet is missing or changed; a page that uses tokens does not link
 * it; no token is used at all; a token is defined anew with another value; a property that must use
 * a token does not; a custom property is used that nobody defines. A warning when such a one has a
 * fallback. Colours that are written out are what {@link DesignTokens#rawColors} says.
 *
 * <p>It reads style sheets, style elements and style attributes. It does not see colours in
 * attributes of SVG and in scripts.
 */
public final class DesignTokenCheck implements SiteCheck {
  private static final int MAX_SUGGESTIONS = 4;
  private static final int MAX_PROBLEMS = 500;
  private static final Pattern COLOR_PROPERTY =
      Pattern.compile(
          ".*color|background(-image)?|border(-(top|right|bottom|left|block|inline)(-start|-end)?)?"
              + "|outline|fill|stroke|(box|text)-shadow|column-rule|text-decoration|filter");
  private static final Set<String> NO_VALUE =
      Set.of(
          "",
          "!important",
          "inherit",
          "initial",
          "unset",
          "revert",
          "revert-layer",
          "none",
          "auto",
          "transparent",
          "currentcolor",
          "0");

  private final DesignTokens tokens;
  private final Map<String, String> values;
  private final Map<String, List<String>> namesByValue = new HashMap<>();
  private final List<String> colors;

  /** A check of these tokens. */
  public DesignTokenCheck(DesignTokens tokens) {
    this.tokens = tokens;
    this.values = tokens.all();
    this.colors =
        values.entrySet().stream()
            .filter(each -> isColor(each.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    values.forEach(
        (name, value) ->
            namesByValue.computeIfAbsent(normal(value), each -> new ArrayList<>()).add(name));
  }

  @Override
  public List<Problem> check(FileTree files) {
    return new Run(files).problems();
  }

  private static boolean isColor(String value) {
    return !CssValue.read(value).colors().isEmpty();
  }

  /** One look at one set of files. */
  private final class Run {
    private final FileTree files;
    private final Styles styles;
    private final Set<String> defined = new HashSet<>(values.keySet());
    private final Set<FilePath> users = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    Run(FileTree files) {
      this.files = files;
      this.styles = Styles.of(files.without(tokens.file()));
    }

    List<Problem> problems() {
      file();
      defined.addAll(styles.scripted());
      forEach(declaration -> defined.add(declaration.property()));
      forEach(this::declaration);
      styles.sheets().forEach(this::link);
      unused();
      return problems;
    }

    private void forEach(java.util.function.Consumer<Declaration> action) {
      styles.sheets().values().forEach(sheet -> sheet.declarations().forEach(action));
    }

    private void file() {
      if (files.find(tokens.file()).filter(tokens.content()::equals).isEmpty()) {
        error(
            tokens.file(),
            0,
            "token-file-changed",
            "This file belongs to the host, and is missing or changed; write it with exactly the"
                + " content that the instructions show.");
      }
    }

    private void declaration(Declaration declaration) {
      CssValue value = CssValue.read(declaration.value());
      redefinition(declaration);
      value.variables().forEach(variable -> variable(declaration, variable));
      tokens.requirements().forEach(each -> requirement(declaration, value, each));
      if (!colors.isEmpty() && tokens.rawColors() != RawColors.ALLOW) {
        value.colors().forEach(color -> color(declaration, color));
      }
    }

    private void redefinition(Declaration declaration) {
      String right = values.get(declaration.property());
      if (right != null && !normal(right).equals(normal(declaration.value()))) {
        error(
            declaration,
            0,
            "token-redefined",
            declaration.property()
                + " is a token of the host with the value "
                + right
                + "; remove this definition, or give your own property another name.");
      }
    }

    private void variable(Declaration declaration, Variable variable) {
      String name = variable.name();
      if (values.containsKey(name)) {
        users.add(declaration.file().path());
      } else if (!defined.contains(name)) {
        add(
            variable.hasFallback() ? Severity.WARNING : Severity.ERROR,
            declaration.file().path(),
            declaration.line(variable.offset()),
            "token-unknown",
            "Nobody defines " + name + "; " + suggestion(name) + ", or define it.");
      }
    }

    private void requirement(Declaration declaration, CssValue value, Requirement requirement) {
      boolean concerns = requirement.properties().contains(declaration.property());
      boolean isMet =
          value.variables().stream()
              .anyMatch(
                  each ->
                      each.name().startsWith(requirement.prefix())
                          && values.containsKey(each.name()));
      if (concerns && !isMet && !isNoValue(declaration.value())) {
        error(
            declaration,
            0,
            "token-required",
            declaration.property()
                + " must use one of the host's tokens: "
                + listed(names(requirement.prefix()))
                + ".");
      }
    }

    private void color(Declaration declaration, Color color) {
      if (problems.size() >= MAX_PROBLEMS) {
        return;
      }
      boolean isOwn = declaration.property().startsWith("--");
      boolean counts =
          !color.isName()
              || (isOwn
                  ? normal(declaration.value()).equals(normal(color.written()))
                  : COLOR_PROPERTY.matcher(declaration.property()).matches());
      if (!counts || values.containsKey(declaration.property())) {
        return;
      }
      add(
          tokens.rawColors() == RawColors.REJECT ? Severity.ERROR : Severity.WARNING,
          declaration.file().path(),
          declaration.line(color.offset()),
          "token-raw-color",
          "The colour "
              + shortened(color.written())
              + " is written out; use "
              + listed(namesByValue.getOrDefault(normal(color.written()), colors))
              + ", mixed with color-mix() if it must differ.");
    }

    private void link(FilePath path, Sheet sheet) {
      if (!sheet.isPage()) {
        return;
      }
      Set<FilePath> reach = styles.reach(path);
      boolean isLinked =
          reach.contains(tokens.file())
              || files.find(path).filter(page -> page.text().contains("<base")).isPresent();
      if (!isLinked && reach.stream().anyMatch(users::contains)) {
        error(
            path,
            0,
            "token-file-not-linked",
            "The page uses the host's tokens but does not load them; add <link rel=\"stylesheet\""
                + " href=\""
                + relative(path)
                + "\"> before its other styles.");
      }
    }

    private void unused() {
      for (Map.Entry<FilePath, Sheet> sheet : styles.sheets().entrySet()) {
        if (users.isEmpty() && !sheet.getValue().declarations().isEmpty()) {
          error(
              sheet.getKey(),
              0,
              "token-unused",
              "The styles use none of the host's tokens; take colours, fonts and sizes from "
                  + listed(List.copyOf(values.keySet()))
                  + ".");
          return;
        }
      }
    }

    private String relative(FilePath page) {
      return "../".repeat(page.segments().size() - 1) + tokens.file();
    }

    private void error(Declaration declaration, int offset, String code, String message) {
      error(declaration.file().path(), declaration.line(offset), code, message);
    }

    private void error(FilePath file, int line, String code, String message) {
      add(Severity.ERROR, file, line, code, message);
    }

    private void add(Severity severity, FilePath file, int line, String code, String message) {
      if (problems.size() < MAX_PROBLEMS) {
        problems.add(new Problem(severity, file, line, code, message));
      }
    }
  }

  private List<String> names(String prefix) {
    return values.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  private String suggestion(String name) {
    String beginning = name.substring(0, Math.max(2, name.lastIndexOf('-') + 1));
    List<String> near = beginning.length() > 2 ? names(beginning) : List.of();
    return "use a token of the host, e.g. "
        + listed(near.isEmpty() ? List.copyOf(values.keySet()) : near);
  }

  private static String listed(List<String> names) {
    String few =
        names.stream()
            .limit(MAX_SUGGESTIONS)
            .map(name -> "var(" + name + ")")
            .collect(Collectors.joining(", "));
    return names.size() > MAX_SUGGESTIONS ? few + " …" : few;
  }

  /** Whether a declaration only takes something back. */
  private static boolean isNoValue(String value) {
    return Arrays.stream(value.strip().toLowerCase(Locale.ROOT).split("\\s+"))
        .allMatch(NO_VALUE::contains);
  }

  private static String normal(String value) {
    return value.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
