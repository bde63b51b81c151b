package io.ollio.jdbc.cluster;

import java.util.List;
import java.util.Map;

/**
 * What a {@link ChaosRun} has found.
 *
 * @param troubles what was done to the processes
 * @param endings how many generations ended how
 * @param resumed generations that needed more than one attempt
 * @param calls model calls of all generations
 * @param repeated model calls beyond one for each turn
 * @param late generations with events after their last one, which no follower sees
 * @param problems everything that must not be, in words; empty when all is well
 */
record ChaosReport(
    Map<Troubles.Kind, Integer> troubles,
    Map<String, Integer> endings,
    int resumed,
    int calls,
    int repeated,
    List<String> late,
    List<String> problems) {}
