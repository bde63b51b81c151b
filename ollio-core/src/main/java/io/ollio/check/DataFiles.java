package io.ollio.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ollio.check.Problem.Findings;
import io.ollio.check.References.Use;
import io.ollio.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Looks at files that are data: JSON, web app manifests, SVG and other XML. */
final class DataFiles {
  private static final List<String> MANIFEST_LISTS = List.of("icons", "screenshots");

  private DataFiles() {}

  /** Reads a part of a file as JSON; what is none becomes an error, and a missing value. */
  static JsonValue json(SourceFile file, int start, int end, Findings findings) {
    String text = file.text().substring(start, end);
    if (text.isBlank()) {
      findings.error(file, start, "json-invalid", "There is no JSON here; write at least {}.");
      return JsonValue.MISSING;
    }
    try {
      return JsonValue.parse(text);
    } catch (JsonProcessingException e) {
      long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getCharOffset());
      findings.error(
          file,
          start + (int) Math.min(at, text.length()),
          "json-invalid",
          "This is no valid JSON: "
              + SourceFile.excerpt(e.getOriginalMessage())
              + " Mind double quotes, no comments, no comma after the last entry.");
      return JsonValue.MISSING;
    }
  }

  /** The references of a web app manifest; its syntax is looked at as JSON. */
  static void manifest(SourceFile file, References references) {
    JsonValue manifest = json(file, 0, file.text().length(), new Findings());
    follow(file, manifest.path("start_url"), Use.LINK, references);
    for (String list : MANIFEST_LISTS) {
      for (JsonValue entry : manifest.path(list)) {
        follow(file, entry.path("src"), Use.RESOURCE, references);
      }
    }
  }

  private static void follow(SourceFile file, JsonValue value, Use use, References references) {
    if (value.is(JsonValue.Kind.STRING)) {
      int offset = Math.max(0, file.text().indexOf("\"" + value.text() + "\""));
      references.follow(file, offset, value.text(), use);
    }
  }

  /** Whether XML is well-formed; a picture that is not stays empty. Nothing outside is read. */
  static void xml(SourceFile file, Findings findings) {
    try {
      SAXParserFactory factory = SAXParserFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.newSAXParser().parse(new InputSource(new StringReader(file.text())), new Quiet());
    } catch (SAXParseException e) {
      findings.add(
          new Problem(
              Problem.Severity.ERROR,
              file.path(),
              Math.max(0, e.getLineNumber()),
              "xml-invalid",
              "This is no well-formed XML, so nothing of it is shown: "
                  + SourceFile.excerpt(String.valueOf(e.getMessage()))));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new IllegalStateException("Every Java platform reads XML from memory", e);
    }
  }

  /** Prints nothing and follows nothing. */
  private static final class Quiet extends DefaultHandler {
    @Override
    public InputSource resolveEntity(String publicId, String systemId) {
      return new InputSource(new StringReader(""));
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
