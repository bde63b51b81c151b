package io.ollio.examples.offline.theme;

import io.ollio.examples.offline.text.Resources;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The colours that can be asked for by name: those of CSS Color Module Level 4. The everyday ones
 * (red, blue, green and so on) get a calmer shade than CSS gives them, as a designer would choose.
 */
public final class ColorNames {
  private static final Pattern HEX = Pattern.compile("#(?:[0-9a-f]{6}|[0-9a-f]{3})");

  private final Map<String, Color> colors = new HashMap<>();

  /** Reads the list of names. */
  public ColorNames() {
    Resources.text("colors.txt").lines().forEach(this::add);
  }

  private void add(String line) {
    int space = line.indexOf(' ');
    colors.put(line.substring(0, space), Color.ofHex(line.substring(space + 1)));
  }

  /** The colour of a name such as "teal" or "Dark Blue", or of hexadecimal digits. */
  public Optional<NamedColor> find(String text) {
    String name = text.toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "");
    if (HEX.matcher(name).matches()) {
      return Optional.of(new NamedColor(name, Color.ofHex(name)));
    }
    return Optional.ofNullable(colors.get(name)).map(color -> new NamedColor(name, color));
  }

  /** All names, in lower case without blanks. */
  public Set<String> names() {
    return Set.copyOf(colors.keySet());
  }
}
