package io.ollio.sandbox.e2b.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.OperationCancelled;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.e2b.api.E2bException.NotFound;
import io.ollio.sandbox.e2b.process.MarkedScript;
import io.ollio.sandbox.e2b.process.ProcessExit;
import io.ollio.sandbox.e2b.process.ProcessInfo;
import io.ollio.sandbox.e2b.process.ProcessOutput;
import io.ollio.sandbox.e2b.process.ProcessRef;
import io.ollio.sandbox.e2b.process.ProcessRequest;
import io.ollio.sandbox.e2b.process.ProcessResult;
import io.ollio.sandbox.e2b.process.ProcessStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RemoteProcessesTest extends ClientSuite {
  @Test
  void run_options_reachTheProcess() {
    sandbox.files().makeDirectory("/tmp/place");
    ProcessRequest request =
        ProcessRequest.bash("basename \"$PWD\"; echo \"$A\"; echo oops >&2; exit 3")
            .in("/tmp/place")
            .withEnvironment(Map.of("A", "x y"));

    ProcessResult result = sandbox.processes().run(request);

    assertThat(result.stdout()).isEqualTo("place\nx y\n");
    assertThat(result.stderr()).isEqualTo("oops\n");
    assertThat(result.exit().exitCode()).isEqualTo(3);
    assertThat(result.exit().hasExited()).isTrue();
    assertThat(result.isSuccess()).isFalse();
  }

  @Test
  void run_charactersInPieces_areHeardWhole() {
    StringBuilder heard = new StringBuilder();
    String script =
        "printf '\\xc3'; sleep 0.1; printf '\\xa9\\xe6'; sleep 0.1; printf '\\xbc\\xa2'";

    sandbox
        .processes()
        .run(
            ProcessRequest.bash(script), (stream, text) -> heard.append(text), Cancellation.none());

    assertThat(heard).hasToString("é漢");
  }

  @Test
  void text_recordedPieces_areHeardWhole() {
    StringBuilder heard = new StringBuilder();
    ProcessOutput output =
        ProcessOutput.text((stream, text) -> heard.append('[').append(text).append(']'));

    for (String piece : List.of("ww==", "qeY=", "vKIK")) {
      output.onBytes(CommandOutput.Stream.STDOUT, Base64.getDecoder().decode(piece));
    }
    output.onEnd();

    assertThat(heard).hasToString("[é][漢\n]");
  }

  @Test
  void start_withInput_listsFeedsAndEnds() {
    ProcessRequest request = ProcessRequest.of("/bin/cat").withInput().tagged("mine");
    try (ProcessStream cat = sandbox.processes().start(request, Cancellation.none())) {
      ProcessInfo listed = sandbox.processes().list().get(0);
      assertThat(listed.pid()).isEqualTo(cat.pid());
      assertThat(listed.tag()).contains("mine");

      sandbox
          .processes()
          .sendInput(ProcessRef.tag("mine"), "héllo\n".getBytes(StandardCharsets.UTF_8));
      sandbox.processes().closeInput(ProcessRef.pid(cat.pid()));
      StringBuilder heard = new StringBuilder();
      ProcessExit exit = cat.await(ProcessOutput.text((stream, text) -> heard.append(text)));

      assertThat(heard).hasToString("héllo\n");
      assertThat(exit.isSuccess()).isTrue();
    }
    assertThat(sandbox.processes().list()).isEmpty();
  }

  @Test
  void attach_afterClosing_hearsWhatComesThen() {
    ProcessStream first =
        sandbox.processes().start(ProcessRequest.bash("read x; echo got $x").withInput(), none());
    first.close();

    try (ProcessStream again = sandbox.processes().attach(ProcessRef.pid(first.pid()), none())) {
      sandbox.processes().sendInput(ProcessRef.pid(again.pid()), new byte[] {'y', '\n'});
      StringBuilder heard = new StringBuilder();
      again.await(ProcessOutput.text((stream, text) -> heard.append(text)));

      assertThat(heard).hasToString("got y\n");
      assertThat(again.hasGap()).isFalse();
    }
  }

  @Test
  void attach_nothingThere_isNotFound() {
    assertThatThrownBy(() -> sandbox.processes().attach(ProcessRef.tag("nobody"), none()))
        .isInstanceOf(NotFound.class);
    assertThat(sandbox.processes().kill(ProcessRef.pid(999_999_999))).isFalse();
    assertThat(sandbox.processes().terminate(ProcessRef.tag("nobody"))).isFalse();
  }

  @Test
  void kill_running_isASignalInTheExit() {
    try (ProcessStream sleep =
        sandbox.processes().start(ProcessRequest.of("/bin/sleep", "60"), none())) {
      sandbox.processes().kill(ProcessRef.pid(sleep.pid()));
      ProcessExit exit = sleep.await(ProcessOutput.SILENT);

      assertThat(exit.signal()).contains("killed");
      assertThat(exit.shellCode()).isEqualTo(137);
      assertThat(exit.hasExited()).isFalse();
    }
  }

  @Test
  void killTree_ofAScript_endsItsChildren() {
    String mark = UUID.randomUUID().toString().replace("-", "");
    MarkedScript script = new MarkedScript("sleep 600 & sleep 600 & wait", mark);
    try (ProcessStream stream = sandbox.processes().start(script.request(), none())) {
      sandbox.processes().killTree(script);

      assertThat(stream.await(ProcessOutput.SILENT).shellCode()).isEqualTo(137);
    }
    String left = "grep -lsF OLLIO_MARK=" + mark + " /proc/[0-9]*/environ | wc -l";
    assertThat(sandbox.processes().run(ProcessRequest.bash(left)).stdout().strip()).isEqualTo("0");
  }

  @Test
  void killTree_childWithoutTheMark_endsByItsParents() {
    MarkedScript script =
        new MarkedScript("env -i sleep 611 & wait", UUID.randomUUID().toString().substring(24));
    try (ProcessStream stream = sandbox.processes().start(script.request(), none())) {
      awaitSleep611(true);

      sandbox.processes().killTree(script);

      assertThat(stream.await(ProcessOutput.SILENT).shellCode()).isEqualTo(137);
    }
    awaitSleep611(false);
  }

  private static void awaitSleep611(boolean isThere) {
    long giveUp = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (isThere
        != ProcessHandle.allProcesses()
            .anyMatch(p -> p.info().commandLine().orElse("").endsWith("sleep 611"))) {
      assertThat(System.nanoTime()).as("time for sleep to come or go").isLessThan(giveUp);
    }
  }

  @Test
  void run_cancelled_killsTheProcess() {
    CancellationSource cancellation = new CancellationSource();
    CommandOutput cancelling = (stream, text) -> cancellation.cancel();
    ProcessRequest request = ProcessRequest.bash("echo x; exec sleep 60").tagged("mine");

    assertThatThrownBy(() -> sandbox.processes().run(request, cancelling, cancellation))
        .isInstanceOf(OperationCancelled.class);
    try (ProcessStream ended = sandbox.processes().attach(ProcessRef.tag("mine"), none())) {
      assertThat(ended.await(ProcessOutput.SILENT).signal()).contains("killed");
    }
  }

  @Test
  void close_fromAnotherThread_endsTheWaitAndNotTheProcess() throws InterruptedException {
    ProcessStream sleep = sandbox.processes().start(ProcessRequest.of("/bin/sleep", "60"), none());
    Thread closer = new Thread(sleep::close);
    closer.start();

    assertThatThrownBy(() -> sleep.await(ProcessOutput.SILENT))
        .isInstanceOf(OperationCancelled.class);
    closer.join();
    assertThat(sandbox.processes().list()).hasSize(1);
  }

  @Test
  void await_closedBefore_isCancelled() {
    ProcessStream sleep = sandbox.processes().start(ProcessRequest.of("/bin/sleep", "60"), none());
    sleep.close();

    assertThatThrownBy(() -> sleep.await(ProcessOutput.SILENT))
        .isInstanceOf(OperationCancelled.class);
  }

  @Test
  void run_64AtOnce_allEnd() {
    assertThat(
            IntStream.range(0, 64)
                .parallel()
                .mapToObj(
                    i -> sandbox.processes().run(ProcessRequest.of("/bin/echo", "" + i)).stdout()))
        .containsExactlyElementsOf(IntStream.range(0, 64).mapToObj(i -> i + "\n").toList());
  }

  private static Cancellation none() {
    return Cancellation.none();
  }
}
