package io.ollio.examples.offline.component;

import java.util.Locale;

/**
 * The kinds of component that the offline model can write. Each has a folder of bundled files: its
 * recipe, HTML, CSS and, where it does something, JavaScript.
 */
public enum ComponentKind {
  LOGIN,
  SIGNUP,
  CONTACT,
  FORM,
  NEWSLETTER,
  PRICING,
  NAVBAR,
  HERO,
  FEATURES,
  CARDS,
  GALLERY,
  CAROUSEL,
  FAQ,
  TESTIMONIALS,
  TEAM,
  PROFILE,
  FOOTER,
  TIMELINE,
  TABLE,
  DASHBOARD,
  WEATHER,
  TODO_LIST("todo"),
  CALCULATOR,
  MODAL,
  TABS,
  COUNTDOWN,
  CHAT,
  COUNTER,
  STOPWATCH,
  RATING,
  COOKIES,
  NOT_FOUND("notfound"),
  BUTTON,
  LANDING;

  private final String id;

  ComponentKind() {
    this.id = name().toLowerCase(Locale.ROOT);
  }

  ComponentKind(String id) {
    this.id = id;
  }

  /** Name of its folder, and value of {@code data-section} in the HTML. */
  public String id() {
    return id;
  }

  /** Whether people fill it in. */
  public boolean isForm() {
    return this == LOGIN || this == SIGNUP || this == CONTACT || this == FORM || this == NEWSLETTER;
  }
}
