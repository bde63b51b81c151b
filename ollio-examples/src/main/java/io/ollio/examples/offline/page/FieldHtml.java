package io.ollio.examples.offline.page;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.Field;
import io.ollio.examples.offline.component.FieldType;
import io.ollio.examples.offline.text.Resources;
import io.ollio.examples.offline.text.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** HTML of form fields: label, input and the place for its error message. */
public final class FieldHtml {
  private static final String TEMPLATE = Resources.text("parts/field.html");
  private static final Set<String> OTHER_TAGS =
      Set.of("textarea", "select", "password", "checkbox");

  /** These stand beside each other where there is room; all others have a line of their own. */
  private static final Set<String> SHORT =
      Set.of(
          "first-name",
          "last-name",
          "city",
          "zip",
          "state",
          "country",
          "date",
          "time",
          "checkin",
          "checkout",
          "guests",
          "quantity",
          "age",
          "expiry",
          "cvc",
          "size");

  private final Catalogue catalogue;

  /** A writer that knows these types of field. */
  public FieldHtml(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** All fields of a form, one below the other; the section's id makes their ids unique. */
  public String write(String sectionId, List<Field> fields) {
    boolean newPassword = fields.stream().anyMatch(field -> field.key().equals("confirm-password"));
    return fields.stream()
        .map(field -> write(sectionId, field, newPassword))
        .collect(Collectors.joining("\n"));
  }

  private String write(String sectionId, Field field, boolean newPassword) {
    FieldType type = catalogue.fieldType(field);
    Map<String, Object> values = new HashMap<>();
    values.put("fid", sectionId + "-" + field.key());
    values.put("key", field.key());
    values.put("label", field.label());
    values.put("required", field.required());
    values.put("wide", !SHORT.contains(field.key()));
    String tag = field.options().isEmpty() ? type.type() : "select";
    values.put(tag, true);
    values.put("input", !OTHER_TAGS.contains(tag));
    values.put("type", tag);
    values.put("placeholder", type.placeholder());
    values.put("options", field.options().isEmpty() ? type.options() : field.options());
    boolean chosenNow = newPassword && field.key().equals("password");
    values.put("autocomplete", chosenNow ? "new-password" : type.autocomplete());
    values.put("same", field.key().equals("confirm-password") ? sectionId + "-password" : "");
    return Template.render(TEMPLATE, values).stripTrailing();
  }
}
