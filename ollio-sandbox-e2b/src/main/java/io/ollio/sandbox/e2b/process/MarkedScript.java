package io.ollio.sandbox.e2b.process;

import io.ollio.InvalidInput;
import java.util.HashMap;
import java.util.Map;

/**
 * A bash script whose every process can be found again and killed. The daemon's signals reach only
 * the first process, and its children have no group of their own; so the script runs with a
 * variable of its own in the environment, which its children inherit, and what carries the variable
 * is killed: when the script has ended, so that nothing is left behind, or on demand, then with all
 * that descends from it, such as what {@code sudo} has started. A process that clears its
 * environment and has lost its parents escapes until the sandbox ends. Needs bash and grep in the
 * template.
 *
 * @param script what {@code bash -c} gets
 * @param mark 8 to 64 letters and digits, different for each
 */
public record MarkedScript(String script, String mark) {
  private static final String VARIABLE = "OLLIO_MARK";

  private static final String SWEEP =
      "i=0; while [ $i -lt 500 ]; do n=;"
          + " for f in $(grep -lsF \"OLLIO_MARK=$1\" /proc/[0-9]*/environ); do"
          + " p=${f#/proc/}; p=${p%/environ}; [ $p = $$ ] && continue; n=1; kill -9 $p; done;"
          + " [ \"$n\" ] || break; i=$((i+1)); done";

  /** Kills the marked and their descendants, by the parents that the kernel tells. */
  private static final String FELL =
      "mark=$1; all=\" \"; for f in"
          + " $(grep -lsF \"OLLIO_MARK=$mark\" /proc/[0-9]*/environ); do"
          + " p=${f#/proc/}; all=\"$all${p%/environ} \"; done; n=1; while [ \"$n\" ]; do n=;"
          + " for f in /proc/[0-9]*/stat; do read -r l <$f || continue; p=${l%% *};"
          + " set -- ${l##*) }; case \"$all\" in *\" $p \"*) ;; *\" $2 \"*) all=\"$all$p \"; n=1;; esac;"
          + " done; done; kill -9 $all; set -- \"$mark\"; ";

  /**
   * The shell that waits is marked, too, so that a killer finds it before it has started anything;
   * it spares itself. {@code $1} is the mark, {@code $2} the script.
   */
  private static final String WAITER =
      "unset OLLIO_MARK; exec 3>&2 2>/dev/null;"
          + " OLLIO_MARK=$1 /bin/bash -c \"$2\" </dev/null 2>&3 3>&-;"
          + " code=$?; exec 3>&-; "
          + SWEEP
          + "; exit $code";

  /** Checks the mark. */
  public MarkedScript {
    InvalidInput.check(
        mark.matches("[A-Za-z0-9]{8,64}"), "mark", "must be 8 to 64 letters and digits");
  }

  /** Runs the script, then kills what it has left behind; found by the mark as its tag. */
  public ProcessRequest request() {
    return request(Map.of());
  }

  /** The same with variables for the script. */
  public ProcessRequest request(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put(VARIABLE, mark);
    return ProcessRequest.of("/bin/bash", "-l", "-c", WAITER, "ollio", mark, script)
        .tagged(mark)
        .withEnvironment(all);
  }

  /** Kills what the script has started. */
  ProcessRequest killer() {
    return ProcessRequest.of("/bin/bash", "-c", "exec 2>/dev/null; " + FELL + SWEEP, "ollio", mark)
        .as("root");
  }
}
