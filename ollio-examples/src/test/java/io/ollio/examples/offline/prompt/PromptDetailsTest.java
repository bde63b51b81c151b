package io.ollio.examples.offline.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.ComponentRequest;
import io.ollio.examples.offline.component.Field;
import io.ollio.examples.offline.component.Item;
import io.ollio.examples.offline.page.PageWriter;
import io.ollio.examples.offline.theme.ColorNames;
import io.ollio.examples.offline.theme.Mode;
import io.ollio.examples.offline.theme.ThemeCss;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prompts as people write them: several wishes in a row, with numbers, brackets and colons. */
final class PromptDetailsTest {
  private final PromptReader reader = new PromptReader(new Catalogue(), new ColorNames());

  @Test
  void read_fieldsBehindColon_allAreTaken() {
    ComponentRequest request =
        reader.read("Contact form for Müller & Söhne: name, phone, preferred date and a message");

    assertThat(request.fields())
        .extracting(Field::label)
        .containsExactly("Name", "Phone", "Preferred date", "Message");
    assertThat(request.wording().subject()).isEqualTo("Müller & Söhne");
  }

  @Test
  void read_dropdownWithOptions_isSelectOfThese() {
    ComponentRequest request =
        reader.read(
            "Contact form with name, a dropdown for the kind of problem (leak, heating, bathroom)"
                + " and a message");

    assertThat(request.fields())
        .extracting(Field::label)
        .containsExactly("Name", "Kind of problem", "Message");
    assertThat(request.fields().get(1).options()).containsExactly("Leak", "Heating", "Bathroom");
    assertThat(page(request).select("select#contact-kind-of-problem option").eachText())
        .containsExactly("Please choose", "Leak", "Heating", "Bathroom");
  }

  @Test
  void read_numbersOfStats_standOnTheCards() {
    ComponentRequest request =
        reader.read(
            "A dashboard with stats cards: Revenue $12,400, Orders 318, Visitors 9,021 and Refunds"
                + " 7, dark");

    Document page = page(request);
    assertThat(page.select(".stat [data-name]").eachText())
        .containsExactly("Revenue", "Orders", "Visitors", "Refunds");
    assertThat(page.select(".stat__value").eachText())
        .containsExactly("$12,400", "318", "9,021", "7");
    assertThat(page.select(".stat__change")).isEmpty();
    assertThat(request.theme().mode()).isEqualTo(Mode.DARK);
  }

  @Test
  void read_titleBehindColon_isTheWholeSentence() {
    ComponentRequest request = reader.read("Sign up form. Title: Ride with us. Navy theme.");

    assertThat(request.wording().title()).isEqualTo("Ride with us");
  }

  @Test
  void read_nameBeforeColon_endsThere() {
    ComponentRequest request =
        reader.read("Sign up form for a club named Velo Nord: full name, email, bike type");

    assertThat(request.wording().name()).isEqualTo("Velo Nord");
    assertThat(request.fields())
        .extracting(Field::label)
        .startsWith("Full name", "Email", "Bike type");
  }

  @Test
  void read_filterForStates_isNoListOfTasks() {
    ComponentRequest request =
        reader.read("a todo list titled \"Groceries\" with a filter for open and done items");

    assertThat(request.items()).isEmpty();
  }

  @Test
  void read_twoButtons_bothAreLabelled() {
    ComponentRequest request =
        reader.read(
            "Landing page hero for a coffee startup, headline 'Fresh beans', two buttons: Order now"
                + " and See menu. Orange on cream.");

    assertThat(page(request).select(".hero__actions .button").eachText())
        .containsExactly("Order now", "See menu");
    assertThat(request.items()).isEmpty();
  }

  @Test
  void read_plansOfDifferentTerms_haveTheirOwnUnitsAndNoSwitch() {
    ComponentRequest request =
        reader.read(
            "pricing table with plans Drop-in 18 EUR, Monthly 79 EUR and Yearly 690 EUR, warm sand"
                + " colours");

    Document page = page(request);
    assertThat(request.items()).extracting(Item::price).containsExactly("€18", "€79", "€690");
    assertThat(page.select("[data-unit]").eachText())
        .containsExactly("per visit", "per month", "per year");
    assertThat(page.select("[data-period]")).isEmpty();
    assertThat(request.theme().accent().name()).isEqualTo("sand");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pricing table with warm cosy colours", "pricing table in warm tones"})
  void read_moodWithWordBetween_givesItsColor(String prompt) {
    assertThat(reader.read(prompt).theme().accent().name()).isEqualTo("rust");
  }

  @Test
  void read_twoQuotedButtons_bothAreLabelled() {
    ComponentRequest request =
        reader.read("Hero for a roastery with two buttons \"Order beans\" and \"Visit us\", brown");

    assertThat(page(request).select(".hero__actions .button").eachText())
        .containsExactly("Order beans", "Visit us");
  }

  @Test
  void read_plansWithBareNumbers_costThatMuch() {
    ComponentRequest request =
        reader.read("pricing table in euros: Free 0, Pro 19, Team 49, highlight Team");

    assertThat(request.items()).extracting(Item::name).containsExactly("Free", "Pro", "Team");
    assertThat(request.items()).extracting(Item::price).containsExactly("Free", "€19", "€49");
  }

  @Test
  void read_numberedPlans_keepTheirNames() {
    ComponentRequest request = reader.read("pricing table with Level 1, Level 2 and Level 3");

    assertThat(request.items())
        .extracting(Item::name)
        .containsExactly("Level 1", "Level 2", "Level 3");
  }

  @Test
  void read_languageBehindFields_isNoField() {
    ComponentRequest request =
        reader.read("Sign-up form with name, company, email and password, in German");

    assertThat(request.fields())
        .extracting(Field::label)
        .containsExactly("Name", "Company", "Email", "Password");
  }

  private static Document page(ComponentRequest request) {
    return Jsoup.parse(
        new PageWriter(new Catalogue(), new ThemeCss(new ColorNames()))
            .write(request)
            .get("index.html"));
  }
}
