package io.ollio.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Cancellation;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.live.DevServer;
import io.ollio.live.LivePreview;
import io.ollio.live.LivePreviews;
import io.ollio.local.LocalSandboxProvider;
import io.ollio.local.LocalSandboxSettings;
import io.ollio.local.LocalTemplate;
import io.ollio.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The templates with real Vite in a sandbox, in a real Chromium, embedded as an application does
 * it. Run by {@code templates/verify}, as the packages must be installed first; its name keeps it
 * out of other runs.
 */
class ViteTemplatesCheck {
  private static final Path SOURCES = Path.of("..", "templates");
  private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();

  @ParameterizedTest
  @CsvSource({"vite-react, src/App.jsx", "vite-vue, src/App.vue", "vite-svelte, src/App.svelte"})
  void template_inChromium_isShownAndReloadedHot(
      String name, String file, @TempDir Path place, @TempDir Path profile) throws Exception {
    Path packages = Path.of(System.getProperty("ollio.templates"), name);
    try (LocalSandboxProvider provider =
            new LocalSandboxProvider(
                LocalSandboxSettings.DEFAULT.withTemplates(new LocalTemplate(name, packages)));
        ForeignServer application = new ForeignServer();
        LivePreviews previews =
            new LivePreviews(
                provider,
                PreviewSettings.builder().embedders(application.url("localhost")).build(),
                this::hear)) {
      FileTree one = project(name, file, "one");
      long start = System.nanoTime();
      SandboxSpec spec = SandboxSpec.DEFAULT.withTemplate(name);
      try (LivePreview preview = previews.start(spec, one, DevServer.VITE, Cancellation.none())) {
        print(name + ": server answers", start);
        application.policy("/", preview.embed("Preview").header().split(": ", 2)[1]);
        application.page(
            "/",
            "<!doctype html>" + preview.embed("Preview").html().replace("\"lazy\"", "\"eager\""));
        start = System.nanoTime();
        try (Chromium browser = Chromium.open(application.url("localhost") + "/", profile)) {
          String[] first = next(preview, "one");
          print(name + ": first page in Chromium", start);
          start = System.nanoTime();
          preview.update(project(name, file, "two"));
          String[] second = next(preview, "two");
          print(name + ": hot reload", start);

          assertThat(first[2]).as("opaque origin").isEqualTo("null");
          assertThat(second[1]).as("the page was not loaded anew").isEqualTo(first[1]);
        }
      }
    }
  }

  private void hear(PreviewAccess access) {
    if (access.path().startsWith("/result/")) {
      reports.add(access.path().substring("/result/".length()));
    }
  }

  /** Text, birth and origin of the next report that has this text. */
  private String[] next(LivePreview preview, String text) throws InterruptedException {
    String[] parts;
    do {
      String report = reports.poll(60, TimeUnit.SECONDS);
      assertThat(report).as("a report; the server printed: %s", preview.output()).isNotNull();
      parts = report.split("/", -1);
    } while (!parts[0].equals(text));
    return parts;
  }

  /** The template's own files with a component that reports what it is. */
  private static FileTree project(String name, String component, String text) throws IOException {
    TreeMap<FilePath, FileContent> files = new TreeMap<>();
    Path root = SOURCES.resolve(name);
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        String relative = root.relativize(path).toString();
        files.put(FilePath.of(relative), FileContent.of(Files.readAllBytes(path)));
      }
    }
    files.put(FilePath.of(component), FileContent.of(component(component, text)));
    return new FileTree(files);
  }

  private static String component(String file, String text) {
    String report =
        "globalThis.born ??= Math.random(); fetch(`/result/"
            + text
            + "/${globalThis.born}/${origin}`);";
    if (file.endsWith(".jsx")) {
      return "export default function App() { " + report + " return <h1>" + text + "</h1>; }\n";
    }
    String script = file.endsWith(".vue") ? "<script setup>" : "<script>";
    String html = "<h1>" + text + "</h1>";
    return script
        + report
        + "</script>\n"
        + (file.endsWith(".vue") ? "<template>" + html + "</template>" : html)
        + "\n";
  }

  private static void print(String what, long start) {
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    // checkstyle: allow Print because these are figures for the documents
    System.out.println(what + " after " + took.toMillis() + " ms");
  }
}
