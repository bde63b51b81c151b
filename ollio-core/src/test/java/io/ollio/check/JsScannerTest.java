package io.ollio.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.check.JsScanner.Kind;
import io.ollio.file.FilePath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsScannerTest {
  /** Each holds exactly one regular expression, {@code /r'/} or {@code /[/']/}. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/r'/",
        "a = /r'/g",
        "a = b ? /r'/ : 1",
        "f(/r'/)",
        "f(1, /r'/.test(x))",
        "[/r'/]",
        "return /r'/",
        "typeof /r'/",
        "case /r'/: 1",
        "!/r'/.test(x)",
        "a && /r'/",
        "a => /r'/",
        "if (a) /r'/.exec(b)",
        "while (a / 2) /r'/.exec(b)",
        "for (const a of /r'/) ;",
        "x = yield /r'/",
        "await /r'/",
        "{ } /r'/.test(a)",
        "function f() { } /r'/.test(a)",
        "`${/r'/.source}`",
        "`${`${/r'/}`}`",
        "a = /[/']/",
        "a = /\\/r'/",
        "a\n/* ' */ = /r'/ // it's",
        "export default /r'/",
        "throw /r'/",
        "a = {b: /r'/}",
        "a ? b : c; /r'/.test(d)",
        "x = a++ + /r'/.lastIndex",
        "class A extends /r'/ {}",
        "a ||= /r'/",
        "a = b / c / d; e = /r'/"
      })
  void scan_regularExpression_isSeen(String code) throws SourceFile.Fault {
    assertThat(kinds(code)).containsOnlyOnce(Kind.REGEX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a / b / c",
        "a() / b / c",
        "(a) / b / c",
        "a[0] / b / c",
        "1 / 2 / 3",
        "1.5e3 / .5 / 0xF",
        "10n / 2n / 1n",
        "'s' / 2 / 3",
        "`t` / 2 / 3",
        "a.return / b / c",
        "a?.in / b / c",
        "a.if(x) / b / c",
        "this / b / c",
        "a++ / b / c",
        "a-- / b / c",
        "/r/.x / b / c",
        "of / 2 // a comment",
        "get / set / async",
        "f(function () { return a }) / b / c",
        "$ / _ / π",
        "a\n/ b / c",
        "<!-- it's an old comment",
        "a\n  --> it's another",
        "#!/usr/bin/env node 'x"
      })
  void scan_division_isNoRegularExpression(String code) throws SourceFile.Fault {
    assertThat(kinds(code).stream().filter(kind -> kind == Kind.REGEX).count())
        .isEqualTo(code.startsWith("/r/") ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'import "./a.js"'                              | ./a.js
          'import a from "./a.js"'                       | ./a.js
          'import a, { b as c } from "./a.js"'           | ./a.js
          'import * as a from "./a.js"'                  | ./a.js
          'import { from } from "./a.js"'                | ./a.js
          'import from from "./a.js"'                    | ./a.js
          'import { "x-y" as z } from "./a.js"'          | ./a.js
          'import defer * as a from "./a.js"'            | ./a.js
          'export * from "./a.js"'                       | ./a.js
          'export * as a from "./a.js"'                  | ./a.js
          'export { a, b as default } from "./a.js"'     | ./a.js
          'await import("./a.js")'                       | ./a.js
          'const a = () => import("./a.js", {})'         | ./a.js
          'import a from "./a.js" with {type: "json"}'   | ./a.js
          'import(a)'                                    | ''
          'import.meta.url + "x"'                        | ''
          'a.import("./a.js")'                           | ''
          '({import: "./a.js", export: 1})'              | ''
          'export { a }; f("./a.js")'                    | ''
          'export const from = "./a.js"'                 | ''
          '// import "./a.js"'                           | ''
          '`import "./a.js"`'                            | ''
          """)
  void imports_statement_areFound(String code, String specifier) throws SourceFile.Fault {
    SourceFile file = new SourceFile(FilePath.of("x.js"), code);
    JsImports imports = new JsImports(file);

    JsScanner.scan(file, 0, code.length(), imports);

    assertThat(imports.imports())
        .extracting(JsImports.Import::specifier)
        .isEqualTo(specifier.isEmpty() ? List.of() : List.of(specifier));
  }

  @ParameterizedTest
  @CsvSource({
    "'import \"./a.js\"', true",
    "'export default 1', true",
    "'export const a = 1', true",
    "'export { a }', true",
    "'import(\"./a.js\")', false",
    "'import.meta', false",
    "'module.exports = {}', false",
    "'a.export = {}', false",
    "'const o = {export: 1}', false"
  })
  void moduleSyntax_isToldFromWhatLooksLikeIt(String code, boolean isModule)
      throws SourceFile.Fault {
    SourceFile file = new SourceFile(FilePath.of("x.js"), code);
    JsImports imports = new JsImports(file);

    JsScanner.scan(file, 0, code.length(), imports);

    assertThat(imports.moduleSyntaxAt() >= 0).isEqualTo(isModule);
  }

  @Test
  void scan_partOfAFile_staysInside() throws SourceFile.Fault {
    SourceFile file = new SourceFile(FilePath.of("x.html"), "'<script>a(1)</script>'");

    List<Kind> kinds = new ArrayList<>();
    JsScanner.scan(file, 9, 13, (kind, start, end) -> kinds.add(kind));

    assertThat(kinds).containsExactly(Kind.WORD, Kind.PUNCTUATOR, Kind.NUMBER, Kind.PUNCTUATOR);
  }

  private static List<Kind> kinds(String code) throws SourceFile.Fault {
    SourceFile file = new SourceFile(FilePath.of("x.js"), code);
    List<Kind> kinds = new ArrayList<>();
    JsScanner.scan(file, 0, code.length(), (kind, start, end) -> kinds.add(kind));
    return kinds;
  }
}
