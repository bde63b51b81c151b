package io.ollio.sandbox.e2b.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.sandbox.CommandOutput.Stream;
import io.ollio.sandbox.e2b.api.E2bException.NotFound;
import io.ollio.sandbox.e2b.api.E2bException.OutcomeUnknown;
import io.ollio.sandbox.e2b.api.E2bException.TimedOut;
import io.ollio.sandbox.e2b.code.CodeContext;
import io.ollio.sandbox.e2b.code.CodeError;
import io.ollio.sandbox.e2b.code.CodeListener;
import io.ollio.sandbox.e2b.code.CodeRequest;
import io.ollio.sandbox.e2b.code.Execution;
import io.ollio.sandbox.e2b.control.NetworkRules;
import io.ollio.sandbox.e2b.control.SandboxInfo;
import io.ollio.sandbox.e2b.control.SandboxPage;
import io.ollio.sandbox.e2b.control.SandboxQuery;
import io.ollio.sandbox.e2b.control.SandboxRequest;
import io.ollio.sandbox.e2b.control.Snapshot;
import io.ollio.sandbox.e2b.monitor.LogQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemoteSandboxTest extends ClientSuite {
  @Test
  void list_byLabelsInPages_findsEach() {
    Map<String, String> labels = Map.of("user", "a b", "k/2", "x&y=ü");
    for (int i = 0; i < 3; i++) {
      client.create(SandboxRequest.of("base").withMetadata(labels));
    }

    SandboxPage first = client.control().list(SandboxQuery.labelled(labels).withPageSize(2));
    SandboxPage second = client.control().list(first.next().orElseThrow());

    assertThat(first.sandboxes()).hasSize(2);
    assertThat(second.sandboxes()).hasSize(1);
    assertThat(second.next()).isEmpty();
    assertThat(second.sandboxes().get(0).metadata()).containsEntry("k/2", "x&y=ü");
  }

  @Test
  void info_running_tellsSizeAndTime() {
    SandboxInfo info = sandbox.info();

    assertThat(info.isRunning()).isTrue();
    assertThat(info.size()).isEqualTo(new SandboxInfo.Size(2, 512, 1024));
    assertThat(info.endAt()).isAfter(info.startedAt());
    assertThat(info.access().accessToken()).isPresent();
    assertThat(info).asString().doesNotContain("envd_tok");
  }

  @Test
  void pauseAndResume_giveNewTokens() {
    assertThat(sandbox.pause()).isTrue();
    assertThat(sandbox.pause()).isFalse();
    assertThat(sandbox.isRunning()).isFalse();
    assertThat(sandbox.info().isPaused()).isTrue();

    RemoteSandbox again = sandbox.resume(Duration.ofMinutes(1));

    assertThat(again.access().accessToken()).isNotEqualTo(sandbox.access().accessToken());
    assertThat(again.files().exists("/home/user")).isTrue();
  }

  @Test
  void timeouts_moveTheEnd() {
    sandbox.setTimeout(Duration.ofSeconds(30));
    Instant early = fake.cloud().find(sandbox.id()).endAt();
    sandbox.refresh(Duration.ofMinutes(10));

    assertThat(fake.cloud().find(sandbox.id()).endAt()).isAfter(early.plusSeconds(500));
  }

  @Test
  void snapshotsForksRulesMetricsAndLogs_areUnderstood() {
    Snapshot snapshot = sandbox.snapshot("mine");
    assertThat(snapshot.id()).isEqualTo("team/mine:default");
    assertThat(client.control().snapshots(Optional.of(sandbox.id())))
        .extracting(Snapshot::id)
        .containsExactly("team/mine:default");
    assertThat(client.control().deleteTemplate(snapshot.id())).isTrue();
    assertThat(client.control().deleteTemplate(snapshot.id())).isFalse();
    assertThat(sandbox.fork(Duration.ofMinutes(1), 2))
        .allSatisfy(fork -> assertThat(fork.sandbox()).isPresent());
    sandbox.updateNetwork(NetworkRules.only(List.of("example.com")), true);
    assertThat(sandbox.metrics(Instant.EPOCH).get(0).memoryTotal()).isEqualTo(2000);
    assertThat(sandbox.logs(LogQuery.ALL).get(0).message()).isEqualTo("started");
  }

  @Test
  void kill_twice_tellsTheDifference() {
    assertThat(sandbox.kill()).isTrue();
    assertThat(sandbox.kill()).isFalse();
  }

  @Test
  void execute_code_streamsAndCollects() {
    StringBuilder heard = new StringBuilder();
    CodeListener listener =
        new CodeListener() {
          @Override
          public void onOutput(Stream stream, String text) {
            heard.append(stream).append(text);
          }
        };

    Execution execution =
        sandbox.code().execute(CodeRequest.python("1+1"), listener, Cancellation.none());

    assertThat(execution.text()).contains("2");
    assertThat(execution.stdout()).containsExactly("hé\n");
    assertThat(execution.count()).isEqualTo(1);
    assertThat(execution.results().get(0).formats())
        .containsEntry("chart", "{\"type\":\"line\",\"n\":[1,2.5]}");
    assertThat(heard).hasToString("STDOUThé\n");
  }

  @Test
  void execute_failingCode_isAValue() {
    assertThat(sandbox.code().execute("1/0").error())
        .contains(new CodeError("ZeroDivisionError", "division by zero", "line 1"));
  }

  @Test
  void execute_answerCutOff_isUnknown() {
    assertThatThrownBy(() -> sandbox.code().execute("cut"))
        .isInstanceOf(OutcomeUnknown.class)
        .hasMessageContaining("cut off");
  }

  @Test
  void contexts_openedAndRemoved_areListed() {
    CodeContext context = sandbox.code().createContext(Optional.of("r"), Optional.empty());

    assertThat(sandbox.code().contexts()).containsExactly(context);
    sandbox.code().restart(context);
    assertThat(execute(context).text()).contains("2");
    sandbox.code().remove(context);
    assertThatThrownBy(() -> execute(context)).isInstanceOf(NotFound.class);
  }

  @Test
  void awaitPort_nothingListens_timesOut() {
    assertThatThrownBy(() -> sandbox.awaitPort(9, Duration.ofMillis(10), Cancellation.none()))
        .isInstanceOf(TimedOut.class);
  }

  @Test
  void url_ofPort_isTheDirectHost() {
    assertThat(sandbox.url(3000)).hasToString("https://3000-" + sandbox.id() + ".e2b.app/");
  }

  private Execution execute(CodeContext context) {
    return sandbox
        .code()
        .execute(CodeRequest.python("1").in(context), CodeListener.SILENT, Cancellation.none());
  }
}
