package io.ollio.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code in the documents is the code of the examples, which other tests run. */
class DocumentsTest {
  private static final Pattern SNIPPET =
      Pattern.compile("<!-- snippet: (\\w+)#([\\w-]+) -->\n```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void readme_snippets_areRegionsOfTheExamples() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    List<MatchResult> snippets = SNIPPET.matcher(readme).results().toList();

    assertThat(snippets).hasSizeGreaterThanOrEqualTo(2);
    for (MatchResult snippet : snippets) {
      assertThat(snippet.group(3)).isEqualTo(region(snippet.group(1), snippet.group(2)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sandbox.md", "preview.md", "jdbc.md", "models.md", "running.md", "hooks.md"})
  void guide_snippets_areRegionsOfTheExamples(String guide) throws IOException {
    String text = Files.readString(Path.of("../docs/" + guide));
    List<MatchResult> snippets = SNIPPET.matcher(text).results().toList();

    assertThat(snippets).hasSizeGreaterThanOrEqualTo(2);
    assertThat(text.split("```java", -1)).hasSize(snippets.size() + 1);
    for (MatchResult snippet : snippets) {
      assertThat(snippet.group(3)).isEqualTo(region(snippet.group(1), snippet.group(2)));
    }
  }

  private static String region(String type, String name) throws IOException {
    String source = Files.readString(source(type + ".java"));
    int start = source.indexOf("// region " + name + "\n");
    assertThat(start).as("%s#%s", type, name).isPositive();
    String region =
        source.substring(source.indexOf('\n', start) + 1, source.indexOf("// endregion", start));
    return region.stripTrailing().stripIndent() + "\n";
  }

  /** The only source file of this name in any module. */
  private static Path source(String name) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(Path.of(".."), "ollio-*")) {
      for (Path module : modules) {
        try (Stream<Path> files = Files.walk(module.resolve("src"))) {
          files.filter(file -> file.endsWith(name)).forEach(found::add);
        }
      }
    }
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }
}
