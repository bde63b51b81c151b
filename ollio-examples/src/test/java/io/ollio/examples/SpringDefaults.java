package io.ollio.examples;

import io.ollio.IdSource;
import io.ollio.UnitOfWork;
import io.ollio.agent.AgentSettings;
import io.ollio.audit.AuditLog;
import io.ollio.credit.CreditPolicy;
import io.ollio.generation.GenerationSettings;
import io.ollio.generation.Storage;
import io.ollio.hook.Hooks;
import io.ollio.local.InProcessJobSettings;
import io.ollio.local.LocalSandboxSettings;
import io.ollio.local.Threads;
import io.ollio.preview.PreviewAccess;
import io.ollio.preview.PreviewRegistry;
import io.ollio.preview.PreviewSettings;
import io.ollio.project.ProjectStore;
import io.ollio.secret.SecretPolicy;
import io.ollio.tool.Tool;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The settings and small things that the parts of {@link SpringWiring} ask for. */
@Configuration
class SpringDefaults {
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
  Hooks hooks() {
    return Hooks.NONE;
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
