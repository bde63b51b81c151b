package io.ollio.jdbc.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Deals free slots to owners: one job each, in the order of their last turns, then again; nobody
 * gets more than the limit per owner.
 */
final class TurnTaking {
  private final int slots;
  private final int perOwner;
  private final Map<String, Integer> running;

  /**
   * What may be dealt.
   *
   * @param slots how many jobs may start
   * @param running jobs that run, by owner
   */
  TurnTaking(int slots, int perOwner, Map<String, Integer> running) {
    this.slots = slots;
    this.perOwner = perOwner;
    this.running = running;
  }

  /** A job that may run. */
  record Candidate(long id, String owner, String name, int admission) {}

  /** Whether the owner may start one more. */
  boolean hasRoom(String owner) {
    return running.getOrDefault(owner, 0) < perOwner;
  }

  /**
   * The jobs that start now, in order.
   *
   * @param owners with something to run, whose last turn is longest ago first
   * @param ready an owner's jobs that may run, oldest first, at most so many
   */
  List<Candidate> deal(List<String> owners, BiFunction<String, Integer, List<Candidate>> ready) {
    Deque<String> rotation = new ArrayDeque<>(owners);
    Map<String, Deque<Candidate>> hands = new HashMap<>();
    List<Candidate> dealt = new ArrayList<>();
    while (dealt.size() < slots && !rotation.isEmpty()) {
      String owner = rotation.remove();
      Deque<Candidate> hand =
          hands.computeIfAbsent(
              owner, name -> new ArrayDeque<>(ready.apply(name, roomOf(name, dealt.size()))));
      Candidate next = hand.poll();
      if (next != null) {
        dealt.add(next);
        if (!hand.isEmpty()) {
          rotation.add(owner);
        }
      }
    }
    return dealt;
  }

  private int roomOf(String owner, int dealt) {
    return Math.min(slots - dealt, perOwner - running.getOrDefault(owner, 0));
  }
}
