package io.ollio.secret;

/** What a host wants done about a credential in a file. */
public enum SecretPolicy {
  /** The version is not accepted until it is gone. */
  BLOCK,
  /** The version is accepted with a warning. */
  WARN,
  /** Nobody looks. */
  OFF
}
