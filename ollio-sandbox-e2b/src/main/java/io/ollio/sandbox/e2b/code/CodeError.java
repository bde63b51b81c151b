package io.ollio.sandbox.e2b.code;

/**
 * Why code failed.
 *
 * @param name e.g. {@code ZeroDivisionError}; {@code UnexpectedEndOfExecution}, {@code
 *     WebSocketError}, {@code ContextRestarting} and {@code ExecutionAborted} are the interpreter's
 * @param value the message
 * @param traceback where it happened
 */
public record CodeError(String name, String value, String traceback) {}
