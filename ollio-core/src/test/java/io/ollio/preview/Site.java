package io.ollio.preview;

import io.ollio.file.FileTree;
import io.ollio.preview.PreviewSettings.TokenPlace;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A running preview of a small site, with what the listener heard. */
final class Site implements AutoCloseable {
  static final Map<String, String> FILES =
      Map.of(
          "index.html",
              "<!doctype html><html><head><title>Home</title></head><body>home</body></html>",
          "docs/index.html", "<p>docs</p>",
          "css/site.css", "body{}",
          "js/app.js", "1;",
          "icon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>",
          ".env", "SECRET=1",
          ".git/config", "[core]",
          "docs/.hidden", "no");

  final PreviewRegistry registry = PreviewRegistry.system();
  final List<PreviewAccess> accesses = new CopyOnWriteArrayList<>();
  final PreviewServer server;
  final PreviewToken token;

  Site(PreviewSettings.Builder settings, FileTree files) {
    server = PreviewServer.start(settings.build(), registry, accesses::add);
    token = registry.publish(files).token();
  }

  static Site open() {
    return new Site(PreviewSettings.builder(), FileTree.ofTexts(FILES));
  }

  static Site open(TokenPlace place) {
    return new Site(PreviewSettings.builder().tokenPlace(place), FileTree.ofTexts(FILES));
  }

  URI uri() {
    return server.uri(token);
  }

  String host() {
    return uri().getAuthority();
  }

  RawHttp.Reply get(String path) {
    return RawHttp.get(server.port(), host(), uri().getPath().replaceFirst("/$", "") + path);
  }

  @Override
  public void close() {
    server.close();
  }
}
