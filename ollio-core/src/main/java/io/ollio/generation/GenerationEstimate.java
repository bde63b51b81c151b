package io.ollio.generation;

import io.ollio.credit.CreditPolicy.Consumption;
import io.ollio.credit.Credits;
import org.jspecify.annotations.Nullable;

/**
 * What a generation will probably use: a range to show before the button is pressed, no promise.
 *
 * <p>Tokens are counted as four characters each, images not at all. What the first call sends is
 * known: rules, tools, earlier messages, the prompt, the list of files. With three or more
 * generations of the project that called a model, the range is that of their calls and tokens, of
 * the newest twenty, but no less than the first call's input in every call. With fewer, it goes
 * from two short calls to the limits of a run: every step taken, every reply as long as allowed,
 * all files read. Costs are by the catalogue's prices; the lower one counts as much from the cache
 * as before, the upper one nothing.
 *
 * @param model the model that would be asked; absent when the client chooses
 * @param low what it will hardly be less than
 * @param high what it will hardly be more than
 * @param held credits that submitting sets aside, which is also the most that can be taken
 * @param pastGenerations how many earlier generations it is based on; zero for none
 */
public record GenerationEstimate(
    @Nullable String model, Consumption low, Consumption high, Credits held, int pastGenerations) {}
