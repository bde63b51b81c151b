package io.ollio.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Ollio;
import io.ollio.generation.GenerationResult;
import io.ollio.llm.StopReason;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.openai.FakeOpenAiServer;
import io.ollio.testkit.openai.OpenAiScript;
import org.junit.jupiter.api.Test;

/** The README's snippets with a real model's protocol. */
class RealModelHostTest {
  private static final String PAGE =
      "<!DOCTYPE html><html lang=\\\"en\\\"><head><title>Hello</title></head>"
          + "<body><h1>Hello</h1>%s</body></html>";

  @Test
  void snippets_pageThatIsTooLarge_goesBackToTheModel() {
    OpenAiScript script =
        OpenAiScript.byTurn(
            page("<p>" + "word ".repeat(15_000) + "</p>"),
            LlmScript.ofText("Here it is."),
            page("<p>word</p>"),
            LlmScript.ofText("Now it is small."));
    try (FakeOpenAiServer server = FakeOpenAiServer.start(script);
        Ollio ollio = RealModelHost.wired(RealModelHost.model("test-key", server.baseUrl()))) {
      GenerationResult result = ollio.generate("Create a page that says hello");

      assertThat(result.files().totalBytes()).isLessThan(1_000);
      assertThat(server.lastCall().json().toString()).contains("too-large");
    }
  }

  private static LlmScript page(String body) {
    return LlmScript.reply()
        .toolCall(
            "writeFile", "{\"path\":\"index.html\",\"content\":\"" + PAGE.formatted(body) + "\"}")
        .finish(StopReason.TOOL_CALLS);
  }
}
