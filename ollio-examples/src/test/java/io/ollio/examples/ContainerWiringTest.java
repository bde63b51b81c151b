package io.ollio.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import io.ollio.IdSource;
import io.ollio.Ollio;
import io.ollio.RetryPolicy;
import io.ollio.UnitOfWork;
import io.ollio.agent.AgentSettings;
import io.ollio.audit.AuditLog;
import io.ollio.check.SiteCheck;
import io.ollio.check.StaticCheck;
import io.ollio.credit.CreditPolicy;
import io.ollio.credit.Plan;
import io.ollio.examples.offline.OfflineLlmClient;
import io.ollio.file.FilePath;
import io.ollio.generation.GenerationSettings;
import io.ollio.generation.PreviewPublisher;
import io.ollio.generation.Storage;
import io.ollio.generation.VersionPreviews;
import io.ollio.hook.Hooks;
import io.ollio.job.JobRunner;
import io.ollio.llm.LlmClient;
import io.ollio.llm.RetryingLlmClient;
import io.ollio.local.InMemoryStorage;
import io.ollio.local.InProcessJobRunner;
import io.ollio.local.InProcessJobSettings;
import io.ollio.local.LocalSandboxProvider;
import io.ollio.local.LocalSandboxSettings;
import io.ollio.local.Threads;
import io.ollio.pipeline.GenerationService;
import io.ollio.preview.PreviewAccess;
import io.ollio.preview.PreviewRegistry;
import io.ollio.preview.PreviewSettings;
import io.ollio.project.ProjectStore;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.secret.SecretPolicy;
import io.ollio.tool.Tool;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The library's classes, wired by containers instead of the builder. */
class ContainerWiringTest {
  private static final FilePath PAGE = FilePath.of("index.html");

  @Test
  void generate_wiredBySpring_makesAPage() {
    try (AnnotationConfigApplicationContext spring =
        new AnnotationConfigApplicationContext(SpringWiring.class)) {
      Ollio ollio = spring.getBean(Ollio.class);

      assertThat(ollio.generate("Create a dark login form").files().find(PAGE)).isPresent();
      assertThat(ollio.credits().account(Ollio.LOCAL_OWNER).used().amount()).isEqualTo(1);
    }
  }

  @Test
  void generate_wiredByGuice_makesAPage() throws Exception {
    Injector guice = Guice.createInjector(new Wiring());
    Ollio ollio = guice.getInstance(Ollio.class);
    try (JobRunner jobs = guice.getInstance(JobRunner.class);
        GenerationService generations = guice.getInstance(GenerationService.class);
        VersionPreviews previews = guice.getInstance(VersionPreviews.class);
        LocalSandboxProvider sandboxes = guice.getInstance(LocalSandboxProvider.class)) {
      assertThat(ollio.generate("Create a dark login form").files().find(PAGE)).isPresent();
      assertThat(generations).isNotNull();
      assertThat(previews).isNotNull();
      assertThat(sandboxes.isolation()).isNotNull();
      assertThat(jobs.stats().queued()).isZero();
    } finally {
      Threads.end(guice.getInstance(ExecutorService.class));
    }
  }

  /** Guice insists on annotated constructors, so this proves the annotations. */
  private static final class Wiring extends AbstractModule {
    @Override
    protected void configure() {
      Storage storage = InMemoryStorage.create(Plan.FREE);
      ExecutorService threads = Threads.newTaskExecutor("ollio-tool");
      bind(Storage.class).toInstance(storage);
      bind(UnitOfWork.class).toInstance(storage.unitOfWork());
      bind(ProjectStore.class).toInstance(storage.projects());
      bind(AuditLog.class).toInstance(storage.audit());
      bind(GenerationSettings.class).toInstance(GenerationSettings.DEFAULT);
      bind(AgentSettings.class).toInstance(GenerationSettings.DEFAULT.agent());
      bind(CreditPolicy.class).toInstance(CreditPolicy.ONE_PER_GENERATION);
      bind(SecretPolicy.class).toInstance(SecretPolicy.BLOCK);
      bind(InProcessJobSettings.class).toInstance(InProcessJobSettings.DEFAULT);
      bind(LocalSandboxSettings.class).toInstance(LocalSandboxSettings.DEFAULT);
      bind(PreviewSettings.class).toInstance(PreviewSettings.defaults());
      bind(PreviewRegistry.class).toInstance(PreviewRegistry.system());
      bind(PreviewAccess.Listener.class).toInstance(PreviewAccess.Listener.none());
      bind(Hooks.class).toInstance(Hooks.NONE);
      bind(IdSource.class).toInstance(IdSource.system());
      bind(InstantSource.class).toInstance(InstantSource.system());
      bind(ExecutorService.class).toInstance(threads);
      bind(Executor.class).toInstance(threads);
      bind(JobRunner.class).to(InProcessJobRunner.class).in(Scopes.SINGLETON);
      bind(LocalSandboxProvider.class).in(Scopes.SINGLETON);
      bind(SandboxProvider.class).to(LocalSandboxProvider.class);
      bind(VersionPreviews.class).in(Scopes.SINGLETON);
      bind(PreviewPublisher.class).to(VersionPreviews.class);
      bind(GenerationService.class).in(Scopes.SINGLETON);
      bind(Ollio.class).in(Scopes.SINGLETON);
    }

    @Provides
    LlmClient model() {
      return new RetryingLlmClient(new OfflineLlmClient(), RetryPolicy.DEFAULT);
    }

    @Provides
    List<SiteCheck> checks() {
      return List.of(new StaticCheck());
    }

    @Provides
    List<Tool> hostTools() {
      return List.of();
    }
  }
}
