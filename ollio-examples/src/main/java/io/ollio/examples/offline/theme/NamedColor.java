package io.ollio.examples.offline.theme;

/**
 * A colour and what the user called it.
 *
 * @param name a CSS colour name or hexadecimal digits with their leading sign
 * @param color the colour
 */
public record NamedColor(String name, Color color) {}
