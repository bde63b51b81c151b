package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.credit.Plan;
import io.ollio.file.FileContent;
import io.ollio.generation.GenerationException.InvalidImage;
import io.ollio.generation.GenerationException.KeyMismatch;
import io.ollio.hook.Hooks;
import io.ollio.hook.ModelInterceptor;
import io.ollio.hook.RunContext;
import io.ollio.llm.LlmImage;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.local.InMemoryStorage;
import io.ollio.project.Generation.Status;
import io.ollio.project.GenerationId;
import io.ollio.sandbox.SandboxException.SandboxUnavailable;
import io.ollio.testkit.job.ManualJobRunner;
import io.ollio.testkit.llm.ScriptedLlmClient;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Pictures that go with a prompt. */
class ImagesTest {
  private static final String PROMPT = "Create a dark login form";
  private static final LlmImage PNG = image("image/png", "\u0089PNG\r\n\u001a\n", 400_000);
  private static final LlmImage WEBP = image("image/webp", "RIFF\0\0\0\0WEBP", 100);

  private static LlmImage image(String type, String head, int size) {
    byte[] bytes = Arrays.copyOf(head.getBytes(StandardCharsets.ISO_8859_1), size);
    return new LlmImage(type, FileContent.of(bytes));
  }

  private static GenerationRequest request(Host host, LlmImage... images) {
    return GenerationRequest.of(host.owner, host.project.id(), PROMPT).withImages(List.of(images));
  }

  private static List<LlmImage> sent(LlmRequest request) {
    return ((LlmMessage.User) request.messages().get(1)).images();
  }

  @Test
  void submit_withImages_sendsThemWithThePromptInEveryCall() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
        Host host = Host.of(model)) {
      GenerationId id = host.ollio.submit(request(host, PNG, WEBP));
      host.events(id);

      assertThat(host.ollio.generation(host.owner, id).state().status())
          .isEqualTo(Status.SUCCEEDED);
      assertThat(model.requests())
          .hasSize(2)
          .allSatisfy(request -> assertThat(sent(request)).containsExactly(PNG, WEBP));
    }
  }

  /** 400 kB of picture would be 100,000 tokens and more, were they counted as text. */
  @Test
  void usage_estimated_doesNotCountTheBytesOfImages() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
        Host host = Host.of(model)) {
      GenerationId id = host.ollio.submit(request(host, PNG));
      host.events(id);
      assertThat(host.ollio.generation(host.owner, id).state().usage().inputTokens())
          .isBetween(100L, 20_000L);
    }
  }

  @Test
  void run_resumed_stillSendsTheImages() {
    var storage = InMemoryStorage.create(Plan.FREE);
    ManualJobRunner jobs = new ManualJobRunner(storage.unitOfWork());
    AtomicInteger calls = new AtomicInteger();
    ModelInterceptor failingOnce =
        new ModelInterceptor() {
          @Override
          public LlmRequest before(LlmRequest request, RunContext run) {
            if (calls.incrementAndGet() == 2) {
              throw new SandboxUnavailable("Come again", true, null);
            }
            return request;
          }
        };
    try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
        Host host =
            new Host(
                model,
                builder ->
                    builder
                        .storage(storage)
                        .jobs(jobs)
                        .hooks(Hooks.builder().model(failingOnce).build()))) {
      GenerationId id = host.ollio.submit(request(host, PNG));
      jobs.runAll();
      assertThat(host.ollio.generation(host.owner, id).state().attempt()).isEqualTo(2);
      assertThat(sent(model.lastRequest())).containsExactly(PNG);
    }
  }

  @Test
  void submit_sameKey_comparesTheImages() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
        Host host = Host.of(model)) {
      GenerationRequest first = request(host, PNG, WEBP).withIdempotencyKey("k");
      GenerationId id = host.ollio.submit(first);
      host.events(id);

      assertThat(host.ollio.submit(request(host, PNG, WEBP).withIdempotencyKey("k"))).isEqualTo(id);
      assertThatThrownBy(() -> host.ollio.submit(request(host, WEBP, PNG).withIdempotencyKey("k")))
          .isInstanceOf(KeyMismatch.class);
    }
  }

  private static void assertRefused(List<LlmImage> images, String field, String message) {
    assertThatThrownBy(() -> new ImageLimits(3, 1_000, 1_500).check(images))
        .isInstanceOf(InvalidImage.class)
        .hasMessage(message)
        .extracting(thrown -> ((InvalidImage) thrown).field())
        .isEqualTo(field);
  }

  @Test
  void check_imagesOutOfBounds_areRefusedByFieldAndValue() {
    assertRefused(Collections.nCopies(4, WEBP), "images", "images are 4, at most 3 may be");
    assertRefused(
        List.of(WEBP, image("image/gif", "GIF89a", 1_001)),
        "images[1]",
        "images[1] has 1001 bytes, at most 1000 may be");
    assertRefused(
        Collections.nCopies(2, image("image/jpeg", "\u00ff\u00d8\u00ff", 800)),
        "images",
        "images have 1600 bytes together, at most 1500 may be");
    assertRefused(
        List.of(image("image/png", "\u00ff\u00d8\u00ff", 20)),
        "images[0]",
        "images[0] says it is image/png, but is image/jpeg");
    assertRefused(
        List.of(image("image/webp", "RIFF\0\0\0\0WAVE", 20)),
        "images[0]",
        "images[0] says it is image/webp, but is no PNG, JPEG, WebP or GIF");
    assertRefused(
        List.of(new LlmImage("image/gif", FileContent.of(new byte[0]))),
        "images[0]",
        "images[0] says it is image/gif, but is no PNG, JPEG, WebP or GIF");
  }

  @Test
  void submit_badImage_isRefusedAndCostsNothing() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of();
        Host host = Host.of(model)) {
      LlmImage page = image("image/png", "<html>", 20);
      assertThatThrownBy(() -> host.ollio.submit(request(host, page)))
          .isInstanceOf(InvalidImage.class);
      assertThat(host.used() + host.held()).isZero();
      assertThat(host.messages()).isEmpty();
    }
  }

  @Test
  void limits_outOfRange_areRefusedByName() {
    assertThatThrownBy(() -> new ImageLimits(1, 20, 10))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("image bytesEach is 20, must be 1 to 10");
  }
}
