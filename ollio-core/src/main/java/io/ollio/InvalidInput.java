package io.ollio;

/**
 * A value given by the caller is out of range; the message names the field, the value and the
 * range.
 */
public class InvalidInput extends OllioException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /** A complaint about one field. */
  public InvalidInput(String field, String problem) {
    super(field + " " + problem);
    this.field = field;
  }

  /** A complaint about one field, with what was thrown when it was looked at. */
  public InvalidInput(String field, String problem, Throwable cause) {
    super(field + " " + problem, cause);
    this.field = field;
  }

  /** Name of the field, parameter or setting that was wrong. */
  public String field() {
    return field;
  }

  /** Throws unless the claim holds. */
  public static void check(boolean claim, String field, String problem) {
    if (!claim) {
      throw new InvalidInput(field, problem);
    }
  }

  /**
   * Returns the text, or throws when it is blank, longer than {@code max} characters or not
   * {@linkplain StorableText storable}.
   */
  public static String text(String value, String field, int max) {
    check(!value.isBlank(), field, "must not be blank");
    check(
        value.length() <= max,
        field,
        "has " + value.length() + " characters, more than the " + max + " allowed");
    return StorableText.check(value, field);
  }
}
