package io.ollio.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.check.CheckReport;
import io.ollio.check.Components;
import io.ollio.check.Problem;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The credentials are made up while the test runs, so that none stands in this repository: in the
 * table {@code ^} is nothing, and {@code [w40]} forty characters of a class (a letters and digits,
 * l letters, u upper case and digits from 2 to 7, d digits, h hexadecimal, w also _ and -, b base
 * 64).
 */
class SecretScanTest {
  private static final Pattern PART = Pattern.compile("\\[([a-z])(\\d+)]");
  private static final Map<Character, String> CLASSES =
      Map.of(
          'a', "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789",
          'l', "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz",
          'u', "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
          'd', "123456789",
          'h', "0123456789abcdef",
          'w', "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789_-",
          'b', "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789+/");

  private final SecretScan scan = new SecretScan(SecretPolicy.BLOCK);

  static List<Components.Clean> clean() {
    return Components.clean();
  }

  static Stream<Arguments> credentials() throws IOException {
    try (InputStream in = SecretScanTest.class.getResourceAsStream("credentials.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\\|", 2))
          .map(cells -> Arguments.of(cells[0].strip(), cells[1].strip()));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("credentials")
  void scan_credential_isSeenOnceWhereverItStands(String rule, String template) {
    String secret = made(template);
    for (String around :
        List.of(
            "%s",
            "const key = \"%s\";", "a\n<p>%s</p>\n", "KEY=%s\n", "{\"k\": \"%s\"}", "f('%s')")) {
      List<SecretFinding> findings = scan.scan(file(around.replace("%s", secret)));

      assertThat(findings).extracting(SecretFinding::rule).containsExactly(rule);
      assertThat(findings.get(0).line()).isEqualTo(around.startsWith("a\n") ? 2 : 1);
      assertThat(findings.get(0).excerpt()).doesNotContain(secret.substring(5));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("credentials")
  void scan_onlyTheStartOfOne_isNotSeen(String rule, String template) {
    String secret = made(template);

    assertThat(scan.scan(file(secret.substring(0, 12)))).as(rule).isEmpty();
  }

  @Test
  void rules_all_haveACredentialInTheTable() throws IOException {
    Set<Object> tested = credentials().map(row -> row.get()[0]).collect(Collectors.toSet());

    assertThat(SecretScan.rules()).hasSizeGreaterThanOrEqualTo(30);
    assertThat(SecretScan.rules()).extracting(SecretRule::name).doesNotHaveDuplicates();
    assertThat(tested)
        .isEqualTo(SecretScan.rules().stream().map(SecretRule::name).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("clean")
  void scan_cleanComponent_findsNothing(Components.Clean component) {
    assertThat(scan.scan(component.files())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AKIA^IOSFODNN7EXAMPLE",
        "sk_^live_xxxxxxxxxxxxxxxxxxxxxxxx",
        "ghp_^aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "postgres://user:password@localhost/db",
        "postgres://${USER}:${PASSWORD}@db/x",
        "https://user:pass@example.com/",
        "https://example.com:8080/a@b",
        "mongodb://localhost:27017/app",
        "mailto:someone@example.org",
        "https://fonts.example.org/css2?family=Inter:wght@400;700",
        "background: url(data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk)",
        "integrity=\"sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC\"",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "const skill = 'sk-learn'; npm_config_registry; ghp_; hf_token; key-value; figd_",
        "pk_^live_4242424242424242AbCdEfGh",
        "-----BEGIN PUBLIC KEY-----",
        "MyComponentWithAVeryLongNam.create.anotherRatherLongPropertyName",
        "550e8400-e29b-41d4-a716-446655440000"
      })
  void scan_standInOrLookAlike_isNotSeen(String text) {
    assertThat(scan.scan(file(text.replace("^", "")))).isEmpty();
  }

  @Test
  void scan_severalFiles_namesEachInOrder() {
    String github = made("gh^p_[a36]");
    String npm = made("npm^_[a36]");
    FileTree files =
        FileTree.ofTexts(
                Map.of("b.js", "\n\n" + npm + " " + github, "a.html", github, "c.css", "a{}"))
            .with(
                FilePath.of("d.png"),
                FileContent.of((github + "\0").getBytes(StandardCharsets.UTF_8)));

    assertThat(scan.scan(files))
        .extracting(finding -> finding.file() + ":" + finding.line() + " " + finding.rule())
        .containsExactly(
            "a.html:1 github-token",
            "b.js:3 github-token",
            "b.js:3 npm-token",
            "d.png:1 github-token");
  }

  /** Browsers show all of these: by the header's UTF-8, or by the mark at the beginning. */
  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "UTF-16", "UTF-16LE", "UTF-16BE"})
  void scan_pageThatIsNotUtf8_isReadAllTheSame(String charset) {
    String page = "<p>\u00e9</p>\n<script>key = '" + made("gh^p_[a36]") + "'</script>";
    FileContent content = FileContent.of(page.getBytes(Charset.forName(charset)));

    assertThat(scan.scan(FileTree.of(Map.of(FilePath.of("index.html"), content))))
        .extracting(finding -> finding.line() + " " + finding.rule())
        .containsExactly("2 github-token");
  }

  @Test
  void scan_pictureLikeNoise_findsNothing() {
    byte[] noise = new byte[4_000_000];
    new Random(7).nextBytes(noise);

    assertThat(scan.scan(FileTree.of(Map.of(FilePath.of("photo.png"), FileContent.of(noise)))))
        .isEmpty();
  }

  @Test
  void check_policy_decidesTheSeverity() {
    FileTree files = file(made("gh^p_[a36]"));
    Function<SecretPolicy, CheckReport> report =
        policy -> CheckReport.of(List.of(new SecretScan(policy)), files);

    assertThat(report.apply(SecretPolicy.BLOCK).isAccepted()).isFalse();
    assertThat(report.apply(SecretPolicy.WARN).isAccepted()).isTrue();
    assertThat(report.apply(SecretPolicy.WARN).warnings()).hasSize(1);
  }

  @Test
  void check_message_neverHoldsTheCredential() {
    String secret = made("gh^p_[a36]");

    List<Problem> problems = scan.check(file(secret));

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).toString())
        .contains("GitHub token, ghp_… of 40 characters")
        .doesNotContain(secret.substring(4, 10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "eyJ",
        "eyJ-eyJ.",
        "sk-",
        "M",
        "1",
        "://a:b",
        "glpat-",
        "sl.",
        "-",
        ".",
        "Q~",
        "sig="
      })
  @Timeout(20)
  void scan_spitefulText_takesLinearTime(String piece) {
    assertThat(scan.scan(file(piece.repeat(2_000_000 / piece.length())))).isEmpty();
  }

  private static FileTree file(String text) {
    return FileTree.ofTexts(Map.of("index.html", text));
  }

  private static String made(String template) {
    Random random = new Random(42);
    Matcher part = PART.matcher(template.replace("^", ""));
    return part.replaceAll(
        match -> {
          String from = CLASSES.get(match.group(1).charAt(0));
          StringBuilder out = new StringBuilder();
          for (int i = 0; i < Integer.parseInt(match.group(2)); i++) {
            out.append(from.charAt(random.nextInt(from.length())));
          }
          return out.toString();
        });
  }
}
