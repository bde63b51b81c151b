package io.ollio.sandbox.e2b.http;

/** Who answers; their errors differ. Protocol notes, section 1. */
public enum Place {
  /** E2B's own REST interface. */
  CONTROL,
  /** The daemon in the sandbox, behind E2B's proxies. */
  DAEMON,
  /** The code interpreter in the sandbox, behind E2B's proxies. */
  INTERPRETER
}
