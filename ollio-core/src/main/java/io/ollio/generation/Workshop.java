package io.ollio.generation;

import io.ollio.agent.AgentLoop;
import io.ollio.check.SiteCheck;
import io.ollio.hook.Hooks;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.tool.Tool;
import jakarta.inject.Inject;
import java.util.List;

/**
 * What generations are made with.
 *
 * @param sandboxes where the agent works
 * @param agent the loop on the host's model
 * @param checks judge the files before they become a version; none for no check
 * @param previews shows versions
 * @param hostTools the host's own tools for the agent; usually empty
 * @param hooks what the host puts around every run; usually {@link Hooks#NONE}
 */
public record Workshop(
    SandboxProvider sandboxes,
    AgentLoop agent,
    List<SiteCheck> checks,
    PreviewPublisher previews,
    List<Tool> hostTools,
    Hooks hooks) {
  /** Copies the lists, and adds the checks that the hooks bring along. */
  @Inject
  public Workshop {
    checks = hooks.checks(checks);
    hostTools = List.copyOf(hostTools);
  }
}
