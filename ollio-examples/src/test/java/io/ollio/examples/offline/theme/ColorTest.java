package io.ollio.examples.offline.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ColorTest {
  @Test
  void ofHex_threeOrSixDigits_areRead() {
    assertThat(Color.ofHex("#f80")).isEqualTo(new Color(255, 136, 0));
    assertThat(Color.ofHex("2563eb").hex()).isEqualTo("#2563eb");
  }

  /** Values of the examples in WCAG and of its usual calculators. */
  @Test
  void contrast_knownPairs_isThatOfTheStandard() {
    assertThat(Color.WHITE.contrast(new Color(0, 0, 0))).isCloseTo(21, within(0.01));
    assertThat(Color.WHITE.contrast(Color.ofHex("767676"))).isCloseTo(4.54, within(0.01));
    assertThat(Color.WHITE.contrast(Color.WHITE)).isEqualTo(1);
  }

  @Test
  void readableOn_paleColor_getsDarkerUntilItReads() {
    Color readable = Color.ofHex("ffff00").readableOn(4.5, Color.WHITE);

    assertThat(readable.contrast(Color.WHITE)).isGreaterThanOrEqualTo(4.5);
    assertThat(readable.blue()).isZero();
  }

  @Test
  void readableOn_readableColor_staysAsItIs() {
    assertThat(Color.ofHex("2563eb").readableOn(4.5, Color.WHITE)).isEqualTo(Color.ofHex("2563eb"));
  }

  @Test
  void turned_fullCircle_comesBack() {
    assertThat(Color.ofHex("2563eb").turned(360)).isEqualTo(Color.ofHex("2563eb"));
    assertThat(new Color(255, 0, 0).turned(120)).isEqualTo(new Color(0, 255, 0));
  }

  @Test
  void find_names_areForgiving() {
    ColorNames names = new ColorNames();

    assertThat(names.find("Dark Blue")).contains(new NamedColor("darkblue", new Color(0, 0, 139)));
    assertThat(names.find("#ABC")).contains(new NamedColor("#abc", Color.ofHex("aabbcc")));
    assertThat(names.find("bluish")).isEmpty();
    assertThat(names.names()).hasSizeGreaterThan(148);
  }
}
