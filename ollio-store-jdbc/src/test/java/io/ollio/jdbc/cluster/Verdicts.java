package io.ollio.jdbc.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.ollio.Cancellation;
import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.credit.Account;
import io.ollio.file.FileTree;
import io.ollio.job.JobStats;
import io.ollio.project.EventLog.StoredEvent;
import io.ollio.project.Generation;
import io.ollio.project.GenerationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Looks at everything after the last trouble. */
final class Verdicts {
  private static final Set<String> ENDINGS = Set.of("Succeeded", "Failed", "Cancelled");

  private final ChaosHost host;
  private final JsonNode calls;
  private final List<String> problems = new ArrayList<>();
  private final List<String> late = new ArrayList<>();
  private final Map<String, Integer> endings = new TreeMap<>();
  private final Map<OwnerId, Integer> succeeded = new HashMap<>();
  private int resumed;
  private int called;
  private int repeated;

  Verdicts(ChaosHost host, JsonNode calls) {
    this.host = host;
    this.calls = calls;
  }

  /** A generation that was asked for. */
  record Asked(OwnerId owner, GenerationId id, String mark) {}

  ChaosReport judge(Map<Troubles.Kind, Integer> troubles, List<Asked> asked) {
    asked.forEach(this::judge);
    asked.stream().map(Asked::owner).distinct().forEach(this::judgeBooks);
    host.stores
        .credits()
        .check()
        .forEach(wrong -> problems.add("Journal, holds and account do not agree: " + wrong));
    JobStats stats = host.jobs.stats();
    if (stats.queued() + stats.running() + stats.failed() > 0) {
      problems.add("Jobs are left: " + stats);
    }
    return new ChaosReport(troubles, endings, resumed, called, repeated, late, problems);
  }

  private void judge(Asked asked) {
    Generation.State state = host.ollio.generation(asked.owner(), asked.id()).state();
    endings.merge(state.status().name(), 1, Integer::sum);
    resumed += state.attempt() > 1 ? 1 : 0;
    if (!state.status().isFinal()) {
      problems.add(asked.mark() + " is stuck: " + state);
      return;
    }
    if (state.status() == Generation.Status.FAILED) {
      problems.add(asked.mark() + " has failed: " + state);
    }
    if (state.status() == Generation.Status.SUCCEEDED) {
      succeeded.merge(asked.owner(), 1, Integer::sum);
      judgeFiles(asked);
    }
    judgeEvents(asked);
    judgeCalls(asked, state);
  }

  private void judgeFiles(Asked asked) {
    FileTree files = host.ollio.filesOf(asked.owner(), asked.id());
    if (!files.equals(ChaosScript.FILES)) {
      problems.add(asked.mark() + " has other files: " + files.files().keySet());
    }
  }

  private void judgeEvents(Asked asked) {
    List<StoredEvent> stored =
        host.ollio
            .store()
            .events()
            .read(asked.owner(), asked.id(), 0, 100_000, Duration.ZERO, Cancellation.none());
    List<Long> numbers = stored.stream().map(StoredEvent::number).toList();
    List<Long> gapless = LongStream.rangeClosed(1, stored.size()).boxed().toList();
    List<String> types = stored.stream().map(one -> one.event().type()).toList();
    long ends = types.stream().filter(ENDINGS::contains).count();
    if (ends != 1 || !numbers.equals(gapless)) {
      problems.add(asked.mark() + " ends " + ends + " times, events " + numbers + types);
    } else if (!ENDINGS.contains(types.get(types.size() - 1))) {
      late.add(asked.mark() + " " + types.subList(types.size() - 5, types.size()));
    }
  }

  /** Each attempt may repeat one turn, the one that was in flight when the last attempt ended. */
  private void judgeCalls(Asked asked, Generation.State state) {
    int extra = 0;
    for (JsonNode turns : callsOf(asked)) {
      for (JsonNode count : turns) {
        called += count.asInt();
        extra += count.asInt() - 1;
      }
    }
    repeated += extra;
    if (extra > Math.max(0, state.attempt() - 1)) {
      problems.add(
          asked.mark() + " repeated " + extra + " calls in " + state.attempt() + " attempts");
    }
  }

  private List<JsonNode> callsOf(Asked asked) {
    List<JsonNode> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : calls.properties()) {
      if (entry.getKey().contains(asked.mark())) {
        found.add(entry.getValue());
      }
    }
    return found;
  }

  private void judgeBooks(OwnerId owner) {
    Account account = host.ollio.credits().account(owner);
    int expected = succeeded.getOrDefault(owner, 0);
    if (account.used().amount() != expected || account.held().amount() != 0) {
      problems.add(owner + " has " + expected + " results and the account " + account);
    }
    int entries = host.ollio.credits().journal(owner, PageRequest.oldest(1)).items().size();
    if (entries == 0) {
      problems.add(owner + " has no journal");
    }
  }
}
