package io.ollio.sandbox.e2b.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okio.AsyncTimeout;

/**
 * Looks at all calls under way ten times a second, as long as there are any. It rides on the one
 * daemon thread that Okio keeps for all time limits of the process; an alarm for each call would
 * wake that thread each time, which costs more than the call's own work.
 */
public final class Rounds {
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(100);

  private final Set<CallWatch> watches = ConcurrentHashMap.newKeySet();
  private final Alarm alarm = new Alarm();
  private volatile boolean armed;

  /** No calls yet. */
  public Rounds() {}

  void add(CallWatch watch) {
    watches.add(watch);
    if (!armed) {
      arm();
    }
  }

  void remove(CallWatch watch) {
    watches.remove(watch);
  }

  private synchronized void arm() {
    if (!armed) {
      armed = true;
      alarm.set();
    }
  }

  private void look() {
    long now = System.nanoTime();
    watches.forEach(watch -> watch.look(now));
    synchronized (this) {
      alarm.exit();
      armed = false;
      if (!watches.isEmpty()) {
        arm();
      }
    }
  }

  private final class Alarm extends AsyncTimeout {
    void set() {
      deadlineNanoTime(System.nanoTime() + PERIOD);
      enter();
    }

    @Override
    protected void timedOut() {
      look();
    }
  }
}
