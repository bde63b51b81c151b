package io.ollio.llm.openai;

import io.ollio.llm.openai.OpenAiSettings.OutputLimit;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a model's server accepts in the body, as far as its rejections have taught.
 *
 * @param outputLimit the field that carries the output limit
 * @param dropped fields that are not sent
 */
record WireShape(OutputLimit outputLimit, Set<String> dropped) {
  WireShape {
    dropped = Set.copyOf(dropped);
  }

  /** What is tried before the server has taught anything. */
  static WireShape first(OpenAiSettings settings) {
    return new WireShape(settings.outputLimit(), Set.of());
  }

  /** This shape without the field; the output limit moves to its other name first. */
  WireShape without(String field) {
    if (!field.equals(outputLimit.field())) {
      return new WireShape(outputLimit, with(field));
    }
    OutputLimit other =
        outputLimit == OutputLimit.MAX_TOKENS
            ? OutputLimit.MAX_COMPLETION_TOKENS
            : OutputLimit.MAX_TOKENS;
    boolean otherFailed = dropped.contains(other.field());
    return new WireShape(otherFailed ? OutputLimit.NONE : other, with(field));
  }

  boolean sends(String field) {
    return !dropped.contains(field);
  }

  private Set<String> with(String field) {
    Set<String> more = new TreeSet<>(dropped);
    more.add(field);
    return more;
  }
}
