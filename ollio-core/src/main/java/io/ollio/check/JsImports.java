package io.ollio.check;

import io.ollio.check.JsScanner.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Picks out of a token stream which modules a script imports by a literal, whether it must be a
 * module, and which names occur in it.
 */
final class JsImports implements JsScanner.Listener {
  private static final Set<String> EXPORTED =
      Set.of("default", "const", "let", "var", "function", "class", "async");

  /**
   * One imported module.
   *
   * @param offset of the literal
   * @param specifier what stands between the quotes
   * @param hasAttributes whether {@code with} follows, as in {@code with {type: "json"}}
   */
  record Import(int offset, String specifier, boolean hasAttributes) {}

  private enum State {
    IDLE,
    IMPORT,
    CLAUSE,
    FROM,
    CALL,
    CALLED,
    EXPORT,
    EXPORT_LIST,
    EXPORT_LISTED
  }

  private final String text;
  private final List<Import> imports = new ArrayList<>();
  private final Set<String> words = new HashSet<>();
  private State state = State.IDLE;
  private int moduleSyntaxAt = -1;
  private int keywordAt;
  private int literalStart;
  private int literalEnd;
  private boolean afterDot;
  private boolean justImported;

  JsImports(SourceFile file) {
    this.text = file.text();
  }

  List<Import> imports() {
    return List.copyOf(imports);
  }

  /** Every identifier and keyword of the script. */
  Set<String> words() {
    return words;
  }

  /** Where the first import or export statement stands; -1 in a classic script. */
  int moduleSyntaxAt() {
    return moduleSyntaxAt;
  }

  @Override
  public void onToken(Kind kind, int start, int end) {
    String word = kind == Kind.WORD ? text.substring(start, end) : "";
    if (kind == Kind.WORD) {
      words.add(word);
    }
    noteAttributes(word);
    char sign = kind == Kind.PUNCTUATOR ? text.charAt(end - 1) : 0;
    State next = next(kind, word, sign, start);
    if (kind == Kind.STRING) {
      literal(start, end);
    }
    state = next;
    afterDot = sign == '.' && !text.startsWith("...", Math.max(0, end - 3));
  }

  private State next(Kind kind, String word, char sign, int start) {
    if (!afterDot && (word.equals("import") || word.equals("export"))) {
      keywordAt = start;
      return word.equals("import") ? State.IMPORT : State.EXPORT;
    }
    return switch (state) {
      case IMPORT -> sign == '(' ? State.CALL : isClause(kind, sign) ? State.CLAUSE : State.IDLE;
      case CLAUSE ->
          word.equals("from")
              ? State.FROM
              : isClause(kind, sign) || kind == Kind.STRING ? State.CLAUSE : State.IDLE;
      case FROM ->
          word.equals("from") ? State.FROM : isClause(kind, sign) ? State.CLAUSE : State.IDLE;
      case CALL -> kind == Kind.STRING ? State.CALLED : State.IDLE;
      case EXPORT -> export(word, sign);
      case EXPORT_LIST ->
          sign == '}'
              ? State.EXPORT_LISTED
              : isClause(kind, sign) || kind == Kind.STRING ? State.EXPORT_LIST : State.IDLE;
      case EXPORT_LISTED ->
          word.equals("from") ? State.FROM : kind == Kind.WORD ? State.EXPORT_LISTED : State.IDLE;
      case CALLED, IDLE -> State.IDLE;
    };
  }

  private State export(String word, char sign) {
    if (EXPORTED.contains(word) || sign == '{' || sign == '*') {
      noteModuleSyntax();
    }
    return sign == '{' ? State.EXPORT_LIST : sign == '*' ? State.EXPORT_LISTED : State.IDLE;
  }

  private static boolean isClause(Kind kind, char sign) {
    return kind == Kind.WORD || sign == '{' || sign == '}' || sign == ',' || sign == '*';
  }

  private void literal(int start, int end) {
    literalStart = start;
    literalEnd = end;
    if (state == State.IMPORT || state == State.FROM) {
      noteModuleSyntax();
      add(false);
      justImported = true;
    } else if (state == State.CALL) {
      add(false);
    }
  }

  private void noteModuleSyntax() {
    moduleSyntaxAt = moduleSyntaxAt < 0 ? keywordAt : moduleSyntaxAt;
  }

  private void noteAttributes(String word) {
    if (justImported && (word.equals("with") || word.equals("assert"))) {
      imports.remove(imports.size() - 1);
      add(true);
    }
    justImported = false;
  }

  private void add(boolean hasAttributes) {
    imports.add(
        new Import(literalStart, text.substring(literalStart + 1, literalEnd - 1), hasAttributes));
  }
}
