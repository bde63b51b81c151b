package io.ollio.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventReaderTest {
  @Test
  void next_lineEndsOfAllKinds_endLines() throws IOException {
    assertThat(events("data: a\n\ndata: b\r\n\r\ndata: c\r\rdata: d\r\n\ndata: e\n\r\n"))
        .containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void next_dataInSeveralLines_isJoinedByLineFeeds() throws IOException {
    assertThat(events("data: a\ndata\ndata:b\r\ndata:  c\n\n")).containsExactly("a\n\nb\n c");
  }

  @Test
  void next_otherFieldsAndComments_areSkipped() throws IOException {
    assertThat(
            events(
                "\n\n: hi\n\nevent: x\nid: 1\ndata: a\ndataset: no\nretry: 3\n\n:\n\nfoo\n\ndata: b\n\n"))
        .containsExactly("a", "b");
  }

  @Test
  void next_endWithoutBlankLine_stillCounts() throws IOException {
    assertThat(events("data: a\n\ndata: b")).containsExactly("a", "b");
    assertThat(events("data: a\n\ndata: b\r")).containsExactly("a", "b");
  }

  @Test
  void next_byteOrderMarkAtTheStart_isSkipped() throws IOException {
    assertThat(events("\uFEFFdata: a\n\ndata: \uFEFFb\n\n")).containsExactly("a", "\uFEFFb");
  }

  @Test
  void next_emptyData_isAnEvent() throws IOException {
    assertThat(events("data:\n\ndata: \n\n")).containsExactly("", "");
  }

  /** So that every split of lines, characters and buffers is met. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 4_096, 16_384})
  void next_readInPiecesOfAnySize_givesTheSame(int size) throws IOException {
    List<String> expected = new ArrayList<>();
    StringBuilder body = new StringBuilder("\uFEFF");
    for (int i = 0; i < 60; i++) {
      String data = "ü🎉".repeat(i * 37);
      expected.add(data + "\n" + i);
      body.append(": note\r\ndata: ")
          .append(data)
          .append("\r\ndata: ")
          .append(i)
          .append("\r\n\r\n");
      expected.add("-" + data);
      body.append("data: -").append(data).append("\n\n");
    }

    assertThat(events(body.toString(), size)).isEqualTo(expected);
  }

  @Test
  void rest_takesTheWholeBody() throws IOException {
    EventReader reader = reader(" \r\n{\"a\":\n1}\n", 2);

    assertThat(reader.peek()).isEqualTo('{');
    reader.rest();
    assertThat(text(reader)).isEqualTo("{\"a\":\n1}\n");
  }

  @Test
  void peek_nothingButWhiteSpace_isTheEnd() throws IOException {
    assertThat(reader(" \n\t ", 1).peek()).isEqualTo(-1);
    assertThat(reader("", 1).peek()).isEqualTo(-1);
  }

  @Test
  void isEndMarker_onlyForTheMarkerItself() throws IOException {
    EventReader reader = reader("data: [DONE]\n\ndata: [DONE] \n\ndata: [DON\n\n", 9);

    List<Boolean> markers = new ArrayList<>();
    while (reader.next()) {
      markers.add(reader.isEndMarker());
    }

    assertThat(markers).containsExactly(true, false, false);
  }

  private static List<String> events(String body) throws IOException {
    return events(body, 16_384);
  }

  private static List<String> events(String body, int pieceSize) throws IOException {
    EventReader reader = reader(body, pieceSize);
    List<String> events = new ArrayList<>();
    reader.peek();
    while (reader.next()) {
      events.add(text(reader));
    }
    return events;
  }

  private static String text(EventReader reader) {
    return new String(
        reader.bytes(), reader.start(), reader.end() - reader.start(), StandardCharsets.UTF_8);
  }

  private static EventReader reader(String body, int pieceSize) {
    InputStream in = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    InputStream pieces =
        new FilterInputStream(in) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(length, pieceSize));
          }
        };
    return new EventReader(pieces, OpenAiLimits.DEFAULT);
  }
}
