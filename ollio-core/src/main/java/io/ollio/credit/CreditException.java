package io.ollio.credit;

import io.ollio.OllioException;
import io.ollio.OwnerId;

/**
 * A ledger operation was refused. The nested types are the cases that callers treat differently.
 */
public abstract sealed class CreditException extends OllioException {
  private static final long serialVersionUID = 1L;

  private CreditException(String message) {
    super(message);
  }

  /**
   * The owner has too few credits left. Remedy: wait for the reset time, grant, or change the plan.
   */
  public static final class InsufficientCredits extends CreditException {
    private static final long serialVersionUID = 1L;

    private final long required;
    private final long available;

    /** See the type. */
    public InsufficientCredits(OwnerId owner, Credits required, Account account) {
      super(
          "Owner "
              + owner
              + " needs "
              + required
              + " credits, but only "
              + account.available()
              + " of "
              + account.limit()
              + " are available until "
              + account.resetAt());
      this.required = required.amount();
      this.available = account.available().amount();
    }

    /** Credits asked for. */
    public Credits required() {
      return Credits.of(required);
    }

    /** Credits that were left. */
    public Credits available() {
      return Credits.of(available);
    }
  }

  /** There is no hold with this key. */
  public static final class HoldNotFound extends CreditException {
    private static final long serialVersionUID = 1L;

    /** The key. */
    public HoldNotFound(String key) {
      super("There is no hold with the key " + key);
    }
  }

  /** The hold with this key is in a state that contradicts the request. */
  public static final class HoldConflict extends CreditException {
    private static final long serialVersionUID = 1L;

    /** The hold and what was asked of it. */
    public HoldConflict(Hold hold, String request) {
      super(
          "The hold "
              + hold.key()
              + " of owner "
              + hold.owner()
              + " is "
              + hold.state()
              + " with "
              + hold.amount()
              + " held and "
              + hold.captured()
              + " captured: cannot "
              + request);
    }
  }

  /** The grant with this key was another one. */
  public static final class GrantConflict extends CreditException {
    private static final long serialVersionUID = 1L;

    /** The key and what it stands for. */
    public GrantConflict(String key, OwnerId owner, Credits amount) {
      super("The grant " + key + " gave " + amount + " credits to owner " + owner + " already");
    }
  }
}
