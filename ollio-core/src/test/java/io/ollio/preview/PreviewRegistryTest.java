package io.ollio.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.file.FileTree;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PreviewRegistryTest {
  private static final FileTree FILES = FileTree.ofTexts(Map.of("index.html", "hello"));

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final PreviewRegistry registry =
      new PreviewRegistry(now::get, new SecureRandom(), Duration.ofHours(1));

  @Test
  void find_published_givesTheFilesUntilTheEnd() {
    PreviewRegistry.Grant grant = registry.publish(FILES);

    assertThat(grant.expiresAt()).isEqualTo(Instant.parse("2026-01-01T01:00:00Z"));
    assertThat(registry.find(grant.token())).contains(FILES);
    now.set(Instant.parse("2026-01-01T00:59:59.999Z"));
    assertThat(registry.find(grant.token())).contains(FILES);
    now.set(Instant.parse("2026-01-01T01:00:00Z"));
    assertThat(registry.find(grant.token())).isEmpty();
  }

  @Test
  void find_lookup_isAskedEveryTime() {
    AtomicReference<Optional<FileTree>> version = new AtomicReference<>(Optional.of(FILES));
    PreviewToken token = registry.publish(version::get).token();
    FileTree next = FileTree.ofTexts(Map.of("index.html", "next"));

    version.set(Optional.of(next));
    assertThat(registry.find(token)).contains(next);
    version.set(Optional.empty());
    assertThat(registry.find(token)).isEmpty();
  }

  @Test
  void revoke_known_endsOnlyThatOne() {
    PreviewToken first = registry.publish(FILES).token();
    PreviewToken second = registry.publish(FILES).token();

    assertThat(registry.revoke(first)).isTrue();
    assertThat(registry.revoke(first)).isFalse();
    assertThat(registry.find(first)).isEmpty();
    assertThat(registry.find(second)).contains(FILES);
  }

  @Test
  void revoke_unknownOrExpired_isFalse() {
    PreviewToken token = registry.publish(FILES).token();
    now.set(now.get().plus(Duration.ofDays(1)));

    assertThat(registry.revoke(token)).isFalse();
    assertThat(registry.revoke(PreviewToken.random(new SecureRandom()))).isFalse();
  }

  @Test
  void publish_expiredOnes_areDropped() {
    AtomicReference<Integer> asked = new AtomicReference<>(0);
    PreviewToken old =
        registry
            .publish(
                () -> {
                  asked.set(asked.get() + 1);
                  return Optional.of(FILES);
                })
            .token();
    Instant start = now.get();
    now.set(start.plus(Duration.ofHours(2)));
    registry.publish(FILES);
    now.set(start);

    assertThat(registry.find(old)).isEmpty();
    assertThat(asked.get()).isZero();
  }

  @Test
  void publish_aThousand_allDifferentAndUnprinted() {
    Set<String> tokens = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      PreviewToken token = registry.publish(FILES).token();
      assertThat(token.value()).matches("[0-9a-f]{40}");
      assertThat(token.toString()).doesNotContain(token.value());
      tokens.add(token.value());
    }

    assertThat(tokens).hasSize(1_000);
  }

  @Test
  void new_lifetimeNotPositive_isRefused() {
    assertThatThrownBy(() -> new PreviewRegistry(now::get, new SecureRandom(), Duration.ZERO))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("lifetime must be positive, not PT0S");
  }

  @Test
  void token_otherShapes_areRefusedWithoutRepeatingThem() {
    assertThatThrownBy(() -> new PreviewToken("A".repeat(40)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageNotContaining("AAAA");
    assertThat(PreviewToken.find("a".repeat(40))).isPresent();
    assertThat(PreviewToken.find("a".repeat(39))).isEmpty();
    assertThat(PreviewToken.find("a".repeat(41))).isEmpty();
    assertThat(PreviewToken.find("g".repeat(40))).isEmpty();
  }

  @Test
  void token_equality_isByValue() {
    PreviewToken one = new PreviewToken("a".repeat(40));

    assertThat(one).isEqualTo(new PreviewToken("a".repeat(40)));
    assertThat(one).isNotEqualTo(new PreviewToken("b".repeat(40)));
    assertThat(one.digest()).hasSize(64).isNotEqualTo(one.value());
  }
}
