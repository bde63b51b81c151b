package io.ollio.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.credit.Credits;
import io.ollio.examples.offline.OfflineLlmClient;
import io.ollio.project.Project;
import io.ollio.project.Projects;
import org.junit.jupiter.api.Test;

/** A host application's own test: no network, no key, no database. */
class EmbeddingTest {
  @Test
  void visit_twoPrompts_leavesTwoVersionsAndTwoCreditsLess() {
    OwnerId user = OwnerId.of("user-17");
    try (Ollio ollio = Ollio.builder(new OfflineLlmClient()).build()) {
      HostApplication.visit(ollio, user);

      Project project =
          ollio
              .store()
              .projects()
              .list(user, Projects.Query.ALL, PageRequest.newest(10))
              .items()
              .get(0);
      assertThat(ollio.store().versions().head(user, project.id()).orElseThrow().number())
          .isEqualTo(2);
      assertThat(ollio.store().messages().list(user, project.id(), PageRequest.oldest(10)).items())
          .hasSize(4);
      assertThat(ollio.credits().account(user).available()).isEqualTo(Credits.of(98));
    }
  }

  @Test
  void quickStart_runs() {
    PlainJavaEmbedding.main(new String[0]);
  }
}
