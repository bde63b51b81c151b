package io.ollio.sandbox.e2b;

import io.ollio.InvalidInput;
import io.ollio.sandbox.e2b.control.Lifecycle.OnTimeout;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How generations use E2B.
 *
 * @param defaultTemplate for a spec that names none
 * @param templates by the name that a spec uses; a name that is not here is E2B's own
 * @param onLeaseEnd what happens to a sandbox whose lease is over
 * @param extendsWhileInUse whether a lease is extended while a command runs
 * @param idlePause pauses a sandbox that nobody has used for this long; empty for never
 */
public record E2bSandboxOptions(
    E2bTemplate defaultTemplate,
    Map<String, E2bTemplate> templates,
    OnTimeout onLeaseEnd,
    boolean extendsWhileInUse,
    Optional<Duration> idlePause) {
  /** E2B's template {@code base}; ended with the lease, which commands extend; never paused. */
  public static final E2bSandboxOptions DEFAULT =
      new E2bSandboxOptions(
          E2bTemplate.of("base"), Map.of(), OnTimeout.KILL, true, Optional.empty());

  /** Checks and copies. */
  public E2bSandboxOptions {
    templates = Map.copyOf(templates);
    idlePause.ifPresent(
        pause ->
            InvalidInput.check(
                pause.compareTo(Duration.ofSeconds(1)) >= 0,
                "idlePause",
                "is " + pause + ", must be at least 1 s"));
  }

  /** These options with another template for specs that name none. */
  public E2bSandboxOptions withDefaultTemplate(E2bTemplate template) {
    return new E2bSandboxOptions(template, templates, onLeaseEnd, extendsWhileInUse, idlePause);
  }

  /** These options with one more name for specs. */
  public E2bSandboxOptions withTemplate(String name, E2bTemplate template) {
    Map<String, E2bTemplate> more = new HashMap<>(templates);
    more.put(name, template);
    return new E2bSandboxOptions(defaultTemplate, more, onLeaseEnd, extendsWhileInUse, idlePause);
  }

  /** These options with another fate of sandboxes whose lease is over. */
  public E2bSandboxOptions withLeaseEnd(OnTimeout fate) {
    return new E2bSandboxOptions(defaultTemplate, templates, fate, extendsWhileInUse, idlePause);
  }

  /** These options with a pause of sandboxes that are not used. */
  public E2bSandboxOptions withIdlePause(Duration idle) {
    return new E2bSandboxOptions(
        defaultTemplate, templates, onLeaseEnd, extendsWhileInUse, Optional.of(idle));
  }

  E2bTemplate template(String name) {
    if (name.isEmpty()) {
      return defaultTemplate;
    }
    E2bTemplate known = templates.get(name);
    return known == null ? E2bTemplate.of(name) : known;
  }
}
