package io.ollio.examples;

import io.ollio.Ollio;
import io.ollio.examples.offline.OfflineLlmClient;
import io.ollio.generation.GenerationResult;

/** The shortest embedding: one prompt, one component. */
public final class PlainJavaEmbedding {
  private PlainJavaEmbedding() {}

  /** Prints the files of a login form. */
  public static void main(String[] arguments) {
    // region quick-start
    try (Ollio ollio = Ollio.builder(new OfflineLlmClient()).build()) {
      GenerationResult result = ollio.generate("Create a dark login form");
      result
          .files()
          .files()
          .forEach((path, content) -> System.out.println(path + ": " + content.size() + " bytes"));
      result.preview().ifPresent(System.out::println);
    }
    // endregion
  }
}
