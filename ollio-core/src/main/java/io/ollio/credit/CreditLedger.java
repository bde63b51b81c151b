package io.ollio.credit;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * Who has how many credits. Credits are first held, then captured (taken) or released (free again).
 * An owner never heard of has the default plan and has used nothing. Every write is idempotent by
 * its key: repeating it changes nothing and returns how things stand now, which is the first answer
 * unless more has happened since.
 *
 * <p>Thread-safety: any number of threads, and of processes where the adapter shares a database;
 * under any race used + held never passes the limit. Blocking: yes. Lifetime: the host's. Limits:
 * keys of 1 to 200 characters; holds do not expire by themselves.
 */
public interface CreditLedger {
  /** Longest key, in characters. */
  int MAX_KEY_LENGTH = 200;

  /** The owner's account in the current period. */
  Account account(OwnerId owner);

  /**
   * Sets credits aside.
   *
   * @param key names this piece of work
   * @throws io.ollio.InvalidInput when the key is blank or too long
   * @throws CreditException.InsufficientCredits when fewer are available; nothing is held then
   * @throws CreditException.HoldConflict when the key is in use for another owner or amount
   */
  Hold hold(OwnerId owner, Credits amount, String key);

  /**
   * Takes credits from an open hold and frees the rest.
   *
   * @param actual at most what is held
   * @throws CreditException.HoldNotFound when there is no such hold
   * @throws CreditException.HoldConflict when it was released, captured with another amount, or
   *     holds less
   */
  Hold capture(String key, Credits actual);

  /**
   * Frees an open hold.
   *
   * @throws CreditException.HoldNotFound when there is no such hold
   * @throws CreditException.HoldConflict when it was captured
   */
  Hold release(String key);

  /**
   * Gives captured credits back to the period they are used in; if a new period has begun since,
   * nothing is added to it.
   *
   * @throws CreditException.HoldNotFound when there is no such hold
   * @throws CreditException.HoldConflict when it was not captured
   */
  Hold refund(String key);

  /**
   * Gives extra credits for the current period, once for a key.
   *
   * @throws io.ollio.InvalidInput when the key is blank or too long, or the sum no longer a number
   * @throws CreditException.GrantConflict when the key is in use for another owner or amount
   */
  Account grant(OwnerId owner, Credits amount, String key);

  /**
   * Puts the owner on another plan at once; used, held and granted credits stay, and so does the
   * reset time: the new plan's period counts from then on.
   *
   * @throws io.ollio.InvalidInput when limit and grants together are no longer a number
   */
  Account changePlan(OwnerId owner, Plan plan);

  /** The hold with this key. */
  Optional<Hold> findHold(String key);

  /**
   * The holds of all owners that are open and were made before the time; the page's position is a
   * hold's key. For finding what nobody will settle any more.
   */
  Page<Hold> openHolds(Instant before, PageRequest page);

  /**
   * The owner's journal; the page's position is an entry's id. Its sums are the account: held is
   * HOLD less CAPTURE and RELEASE, used is CAPTURE less REFUND and RESET, granted is GRANT since
   * the last RESET. What changed nothing has no entry.
   */
  Page<JournalEntry> journal(OwnerId owner, PageRequest page);

  /** Removes account, holds, grants and journal of the owner; returns how many journal entries. */
  int eraseOwner(OwnerId owner);
}
