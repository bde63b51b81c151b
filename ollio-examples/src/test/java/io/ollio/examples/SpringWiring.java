package io.ollio.examples;

import io.ollio.IdSource;
import io.ollio.Ollio;
import io.ollio.RetryPolicy;
import io.ollio.UnitOfWork;
import io.ollio.agent.AgentLoop;
import io.ollio.agent.AgentSettings;
import io.ollio.audit.AuditLog;
import io.ollio.check.StaticCheck;
import io.ollio.credit.CreditPolicy;
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
import io.ollio.local.InProcessJobSettings;
import io.ollio.local.LocalSandboxProvider;
import io.ollio.local.LocalSandboxSettings;
import io.ollio.local.Threads;
import io.ollio.pipeline.GenerationJob;
import io.ollio.pipeline.GenerationService;
import io.ollio.preview.PreviewAccess;
import io.ollio.preview.PreviewRegistry;
import io.ollio.preview.PreviewSettings;
import io.ollio.project.ProjectStore;
import io.ollio.secret.SecretPolicy;
import io.ollio.secret.SecretScan;
import io.ollio.tool.Tool;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
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
  LocalSandboxProvider.class
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

  // endregion

  @Bean
  UnitOfWork unitOfWork(Storage storage) {
    return storage.unitOfWork();
  }

  @Bean
  ProjectStore projects(Storage storage) {
    return storage.projects();
  }

  @Bean
  AuditLog audit(Storage storage) {
    return storage.audit();
  }

  @Bean
  AgentSettings agent(GenerationSettings settings) {
    return settings.agent();
  }

  @Bean
  CreditPolicy creditPolicy() {
    return CreditPolicy.ONE_PER_GENERATION;
  }

  @Bean
  SecretPolicy secrets() {
    return SecretPolicy.BLOCK;
  }

  @Bean
  InProcessJobSettings jobSettings() {
    return InProcessJobSettings.DEFAULT;
  }

  @Bean
  LocalSandboxSettings sandboxSettings() {
    return LocalSandboxSettings.DEFAULT;
  }

  @Bean
  PreviewSettings previewSettings() {
    return PreviewSettings.defaults();
  }

  @Bean
  PreviewRegistry previewRegistry() {
    return PreviewRegistry.system();
  }

  @Bean
  PreviewAccess.Listener previewListener() {
    return PreviewAccess.Listener.none();
  }

  @Bean
  List<Tool> hostTools() {
    return List.of();
  }

  @Bean
  ExecutorService toolThreads() {
    return Threads.newTaskExecutor("ollio-tool");
  }

  @Bean
  IdSource ids() {
    return IdSource.system();
  }

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }
}
