package io.ollio.examples;

import io.ollio.Ollio;
import io.ollio.RetryPolicy;
import io.ollio.agent.AgentLoop;
import io.ollio.check.StaticCheck;
import io.ollio.credit.Plan;
import io.ollio.examples.offline.OfflineLlmClient;
import io.ollio.generation.GenerationSettings;
import io.ollio.generation.PreviewAudit;
import io.ollio.generation.Storage;
import io.ollio.generation.VersionHistory;
import io.ollio.generation.VersionPreviews;
import io.ollio.generation.Workshop;
import io.ollio.llm.LlmClient;
import io.ollio.llm.RetryingLlmClient;
import io.ollio.local.InMemoryStorage;
import io.ollio.local.InProcessJobRunner;
import io.ollio.local.LocalSandboxProvider;
import io.ollio.pipeline.GenerationJob;
import io.ollio.pipeline.GenerationService;
import io.ollio.secret.SecretScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Every part as a bean of its own, for a host that replaces some of them. */
// region spring
@Configuration
@Import({
  Ollio.class,
  GenerationService.class,
  GenerationJob.class,
  VersionHistory.class,
  VersionPreviews.class,
  PreviewAudit.class,
  Workshop.class,
  AgentLoop.class,
  StaticCheck.class,
  SecretScan.class,
  InProcessJobRunner.class,
  LocalSandboxProvider.class,
  SpringDefaults.class
})
class SpringWiring {
  @Bean
  LlmClient model() {
    return new RetryingLlmClient(new OfflineLlmClient(), RetryPolicy.DEFAULT);
  }

  @Bean
  Storage storage() {
    return InMemoryStorage.create(Plan.FREE);
  }

  @Bean
  GenerationSettings settings() {
    return GenerationSettings.DEFAULT;
  }
}
// endregion
