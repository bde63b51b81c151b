package io.ollio.check;

import io.ollio.check.Problem.Findings;
import io.ollio.check.References.Target;
import io.ollio.check.References.Use;
import io.ollio.file.FilePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Finds every reference of a page except those of its scripts, and follows it. */
final class HtmlReferences {
  /** Attributes with one address, by element. */
  private static final Map<String, List<String>> ADDRESSES =
      Map.ofEntries(
          Map.entry("img", List.of("src")),
          Map.entry("source", List.of("src")),
          Map.entry("video", List.of("src", "poster")),
          Map.entry("audio", List.of("src")),
          Map.entry("track", List.of("src")),
          Map.entry("iframe", List.of("src")),
          Map.entry("embed", List.of("src")),
          Map.entry("object", List.of("data")),
          Map.entry("use", List.of("href", "xlink:href")),
          Map.entry("image", List.of("href", "xlink:href")),
          Map.entry("body", List.of("background")));

  private static final Set<String> NEEDED_LINKS =
      Set.of(
          "stylesheet",
          "icon",
          "apple-touch-icon",
          "mask-icon",
          "manifest",
          "preload",
          "modulepreload",
          "prefetch");
  private static final Set<String> UNLOADED_LINKS =
      Set.of("preconnect", "dns-prefetch", "canonical");
  private static final Pattern REFRESH =
      Pattern.compile(
          "\\s*[\\d.]+\\s*[;,]\\s*(?:url\\s*=\\s*)?['\"]?([^'\"]*)['\"]?\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NO_RECEIVER =
      Pattern.compile("\\s*(#.*|javascript:.*|mailto:.*)?\\s*", Pattern.CASE_INSENSITIVE);

  private final HtmlFile page;
  private final SourceFile source;
  private final Map<FilePath, HtmlFile> pages;
  private final Map<FilePath, SourceFile> sources;
  private final References references;
  private final Findings findings;

  HtmlReferences(
      HtmlFile page,
      Map<FilePath, HtmlFile> pages,
      Map<FilePath, SourceFile> sources,
      References references,
      Findings findings) {
    this.page = page;
    this.source = page.source();
    this.pages = pages;
    this.sources = sources;
    this.references = references;
    this.findings = findings;
  }

  /** Whether the page moves its references elsewhere, which is an error of its own. */
  static Optional<Element> base(HtmlFile page) {
    return Optional.ofNullable(page.document().selectFirst("base[href]"))
        .filter(base -> !Set.of("", ".", "./").contains(base.attr("href").strip()));
  }

  void check() {
    Optional<Element> base = base(page);
    if (base.isPresent()) {
      findings.error(
          source,
          HtmlFile.offset(base.get()),
          "base-href",
          "<base href> is ignored by previews; remove it and write every path relative to this"
              + " file.");
      return;
    }
    page.document().getAllElements().forEach(this::element);
  }

  private void element(Element element) {
    String name = element.normalName();
    for (String attribute : ADDRESSES.getOrDefault(name, List.of())) {
      follow(element, attribute, Use.RESOURCE);
    }
    switch (name) {
      case "a", "area" -> follow(element, "href", Use.LINK);
      case "link" -> link(element);
      case "form" -> receiver(element, "action");
      case "button" -> receiver(element, "formaction");
      case "input" -> input(element);
      case "meta" -> refresh(element);
      case "style" -> style(element);
      default -> {}
    }
    if (element.hasAttr("srcset")) {
      srcset(element);
    }
    if (element.hasAttr("style")) {
      styleAttribute(element);
    }
  }

  private Optional<Target> follow(Element element, String attribute, Use use) {
    if (!element.hasAttr(attribute)) {
      return Optional.empty();
    }
    Optional<Target> target =
        references.follow(source, HtmlFile.offset(element), element.attr(attribute), use);
    target.ifPresent(found -> fragment(element, found));
    return target;
  }

  private void fragment(Element element, Target target) {
    HtmlFile other = pages.get(target.file());
    String id = target.fragment();
    boolean isRoute = id.isEmpty() || id.equals("top") || id.matches("(?s)[/!:].*");
    if (other != null && !isRoute && !other.hasId(id)) {
      findings.warning(
          source,
          HtmlFile.offset(element),
          "anchor-missing",
          "Nothing in "
              + target.file()
              + " has id=\""
              + SourceFile.excerpt(id)
              + "\"; add the id or change the link.");
    }
  }

  private void link(Element element) {
    List<String> rel = List.of(element.attr("rel").toLowerCase(Locale.ROOT).split("\\s+", -1));
    if (rel.stream().anyMatch(UNLOADED_LINKS::contains)) {
      return;
    }
    boolean isNeeded = rel.stream().anyMatch(NEEDED_LINKS::contains);
    Optional<Target> target = follow(element, "href", isNeeded ? Use.RESOURCE : Use.LINK);
    if (rel.contains("manifest")) {
      target
          .map(Target::file)
          .map(sources::get)
          .ifPresent(manifest -> DataFiles.manifest(manifest, references));
    }
  }

  private void receiver(Element element, String attribute) {
    boolean isDialog = element.attr("method").equalsIgnoreCase("dialog");
    if (!isDialog && !NO_RECEIVER.matcher(element.attr(attribute)).matches()) {
      findings.warning(
          source,
          HtmlFile.offset(element),
          "form-action",
          "Nobody receives this form at \""
              + SourceFile.excerpt(element.attr(attribute))
              + "\"; handle the submit event in JavaScript and remove "
              + attribute
              + ".");
    }
  }

  private void input(Element element) {
    receiver(element, "formaction");
    if (element.attr("type").equalsIgnoreCase("image")) {
      follow(element, "src", Use.RESOURCE);
    }
  }

  private void refresh(Element element) {
    Matcher refresh = REFRESH.matcher(element.attr("content"));
    if (element.attr("http-equiv").equalsIgnoreCase("refresh") && refresh.matches()) {
      references.follow(source, HtmlFile.offset(element), refresh.group(1), Use.LINK);
    }
  }

  private void srcset(Element element) {
    for (String address : addresses(element.attr("srcset"))) {
      references.follow(source, HtmlFile.offset(element), address, Use.RESOURCE);
    }
  }

  /** The addresses of a srcset (HTML standard, "parse a srcset attribute"). */
  static List<String> addresses(String srcset) {
    List<String> found = new ArrayList<>();
    int at = 0;
    while (at < srcset.length()) {
      char c = srcset.charAt(at);
      if (c <= ' ' || c == ',') {
        at++;
        continue;
      }
      int end = at;
      while (end < srcset.length() && srcset.charAt(end) > ' ') {
        end++;
      }
      String address = srcset.substring(at, end);
      boolean isLast = !address.endsWith(",");
      found.add(address.replaceAll(",+$", ""));
      int comma = srcset.indexOf(',', end);
      at = !isLast ? end : comma < 0 ? srcset.length() : comma;
    }
    return found;
  }

  private void style(Element element) {
    try {
      CssScanner.scan(
          source,
          HtmlFile.contentStart(element),
          page.contentEnd(element),
          (offset, address) -> references.follow(source, offset, address, Use.RESOURCE));
    } catch (SourceFile.Fault fault) {
      findings.error(source, fault.offset(), fault.code(), fault.problem());
    }
  }

  private void styleAttribute(Element element) {
    int offset = HtmlFile.offset(element);
    String css = element.attr("style");
    try {
      CssScanner.scan(
          new SourceFile(source.path(), css),
          0,
          css.length(),
          (at, address) -> references.follow(source, offset, address, Use.RESOURCE));
    } catch (SourceFile.Fault fault) {
      findings.error(source, offset, fault.code(), "In the style attribute: " + fault.problem());
    }
  }
}
