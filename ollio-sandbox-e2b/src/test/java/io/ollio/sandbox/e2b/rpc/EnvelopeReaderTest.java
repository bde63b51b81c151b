package io.ollio.sandbox.e2b.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/** The test vectors of the protocol notes, section 13. */
class EnvelopeReaderTest {
  private static final String START =
      "{\"process\":{\"cmd\":\"/bin/bash\",\"args\":[\"-l\",\"-c\",\"echo hello\"],"
          + "\"envs\":{\"A\":\"1\",\"B\":\"x y\"},\"cwd\":\"/tmp\"},\"stdin\":false}";

  @Test
  void envelope_ofTheRecordedStart_isTheRecordedBody() {
    byte[] body = EnvelopeReader.envelope(START.getBytes(StandardCharsets.UTF_8));

    assertThat(body).hasSize(122).startsWith(0, 0, 0, 0, 0x75);
    assertThat(Base64.getEncoder().encodeToString(body))
        .isEqualTo(
            "AAAAAHV7InByb2Nlc3MiOnsiY21kIjoiL2Jpbi9iYXNoIiwiYXJncyI6WyItbCIsIi1jIiwiZWNobyBo"
                + "ZWxsbyJdLCJlbnZzIjp7IkEiOiIxIiwiQiI6InggeSJ9LCJjd2QiOiIvdG1wIn0sInN0ZGluIjpm"
                + "YWxzZX0=");
  }

  @Test
  void next_eventThenEmptyEnd_areReadApart() throws IOException {
    Buffer bytes = new Buffer();
    bytes.write(new byte[] {0, 0, 0, 0, 0x20}).writeUtf8("{\"event\":{\"start\":{\"pid\":1201}}}");
    bytes.write(new byte[] {2, 0, 0, 0, 2, 0x7B, 0x7D});
    EnvelopeReader reader = new EnvelopeReader(bytes);

    assertThat(reader.next().payload()).hasSize(32);
    assertThat(reader.next().isEnd()).isTrue();
    assertThat(reader.next()).isNull();
  }

  @Test
  void next_cutAtEveryByte_isAnEnd() {
    for (int length = 1; length < 7; length++) {
      Buffer bytes = new Buffer().write(new byte[] {2, 0, 0, 0, 2, 0x7B, 0x7D}, 0, length);

      assertThatThrownBy(() -> new EnvelopeReader(bytes).next()).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void next_compressedTooLargeOrUnknown_isRefused() {
    for (int[] head : new int[][] {{1, 0}, {4, 0}, {0, 0x7F}, {0, 0xFF}}) {
      Buffer bytes =
          new Buffer().write(new byte[] {(byte) head[0], (byte) head[1], 0, 0, 2, 0x7B, 0x7D});

      assertThatThrownBy(() -> new EnvelopeReader(bytes).next())
          .isInstanceOf(ProtocolException.class);
    }
  }
}
