package io.ollio.examples.offline.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GrammarTest {
  @Test
  void heading_words_getLargeLetters() {
    assertThat(Grammar.heading("the art of tea for two")).isEqualTo("The Art of Tea for Two");
  }

  @Test
  void list_words_areJoined() {
    assertThat(Grammar.list(List.of())).isEmpty();
    assertThat(Grammar.list(List.of("a"))).isEqualTo("a");
    assertThat(Grammar.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
  }

  @Test
  void initials_name_isShortened() {
    assertThat(Grammar.initials("jane van doe")).isEqualTo("JD");
    assertThat(Grammar.initials("🙂")).isEqualTo("🙂");
    assertThat(Grammar.initials("")).isEmpty();
  }

  @Test
  void slug_text_keepsLettersAndDigits() {
    assertThat(Grammar.slug("  Über uns & 2 more! ")).isEqualTo("ber-uns-2-more");
  }

  @Test
  void shortened_longText_endsInAnEllipsis() {
    assertThat(Grammar.shortened("🙂🙂🙂🙂", 3)).isEqualTo("🙂🙂…");
    assertThat(Grammar.shortened("abc", 3)).isEqualTo("abc");
  }

  @Test
  void withArticle_noun_getsTheRightOne() {
    assertThat(Grammar.withArticle("login form")).isEqualTo("a login form");
    assertThat(Grammar.withArticle("image gallery")).isEqualTo("an image gallery");
    assertThat(Grammar.withArticle("FAQ")).isEqualTo("an FAQ");
  }
}
