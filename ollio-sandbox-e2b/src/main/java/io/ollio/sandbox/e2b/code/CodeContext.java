package io.ollio.sandbox.e2b.code;

/**
 * A running interpreter with its variables.
 *
 * @param id its name
 * @param language what it speaks
 * @param directory where it runs
 */
public record CodeContext(String id, String language, String directory) {}
