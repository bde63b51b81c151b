package io.ollio.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.generation.GenerationEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  @Test
  void onEvent_cancelledInTheMiddleOfALine_endsTheLine() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TerminalProgress progress =
        new TerminalProgress(new PrintStream(out, true, StandardCharsets.UTF_8));

    progress.onEvent(1, new GenerationEvent.FileDelta("call-1", "a.css", false, "body {"));
    progress.onEvent(2, new GenerationEvent.Cancelled());

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("── writing a.css", "body {");
    assertThat(out.toString(StandardCharsets.UTF_8)).endsWith(System.lineSeparator());
  }
}
