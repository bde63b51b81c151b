package io.ollio.examples.offline.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.component.ComponentRequest;
import io.ollio.examples.offline.component.Field;
import io.ollio.examples.offline.component.Item;
import io.ollio.examples.offline.theme.ColorNames;
import io.ollio.examples.offline.theme.Font;
import io.ollio.examples.offline.theme.Mode;
import io.ollio.examples.offline.theme.Style;
import io.ollio.examples.offline.theme.Theme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PromptReaderTest {
  private final PromptReader reader = new PromptReader(new Catalogue(), new ColorNames());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LOGIN        | Create a dark login form | a sign-in page for my app | Build me a log in screen
          SIGNUP       | Create a sign up form | registration form with name and email | I need a signup page
          CONTACT      | Build a contact form for a dentist | get in touch section | contact us page, please
          FORM         | booking form for a restaurant | a feedback form | Create a form with name and size
          NEWSLETTER   | newsletter signup | a subscribe form | mailing list form for my blog
          PRICING      | Create a pricing table with three plans | pricing cards | a price list for haircuts
          NAVBAR       | a responsive navigation bar | Create a navbar | sticky header with links Home and About
          HERO         | Design a hero section | hero banner for a gym | a call to action section
          FEATURES     | feature grid | Create a features section | our services section with 3 services
          CARDS        | product cards for coffee, tea and cake | a recipe card | restaurant menu with Pizza $9 and Pasta $8
          GALLERY      | photo gallery | Create an image gallery of mountains | portfolio for an architect
          CAROUSEL     | image carousel | a slideshow with 5 slides | photo slider for a hotel
          FAQ          | FAQ about shipping | an accordion with 5 sections | frequently asked questions
          TESTIMONIALS | testimonials section | customer reviews | 3 testimonial cards
          TEAM         | team section with Anna and Ben | meet the team page | Create our team grid
          PROFILE      | profile card for Jane Doe | a user card | business card for a plumber
          FOOTER       | Create a footer | site footer with links About and Jobs | a responsive footer
          TIMELINE     | a timeline of our history | roadmap with 4 milestones | how it works section
          TABLE        | data table with columns Name and Age | sortable table of users | a leaderboard
          DASHBOARD    | analytics dashboard | stat cards for sales | admin panel
          WEATHER      | weather widget for Paris | 5 day forecast | a weather card
          TODO_LIST    | Create a todo list | a to-do app | shopping list with milk and bread
          CALCULATOR   | Create a calculator | a pocket calculator, dark | calculator with orange buttons
          MODAL        | a modal dialog | Create a popup | confirmation dialog box
          TABS         | tabs: One, Two and Three | a tabbed interface | Create a tab component
          COUNTDOWN    | countdown timer to Christmas | a coming soon page | count down to May 5
          CHAT         | chat box | Create a chat interface | live chat widget
          COUNTER      | a counter app | click counter | Create a counter component
          STOPWATCH    | stopwatch | a pomodoro timer | lap timer for runners
          RATING       | star rating | Create a rating widget | rate us box
          COOKIES      | cookie banner | Generate a cookie consent banner | a GDPR banner
          NOT_FOUND    | 404 page | Create an error 404 page | a page not found
          BUTTON       | a button that says "Click me" | animated button | Create a red button
          LANDING      | landing page for a coffee shop | a website for my band | homepage for a startup
          """)
  void read_namedKind_isRecognised(ComponentKind kind, String one, String two, String three) {
    assertThat(kindOf(one)).as(one).isEqualTo(kind);
    assertThat(kindOf(two)).as(two).isEqualTo(kind);
    assertThat(kindOf(three)).as(three).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Create a card with a login form                          | LOGIN
          landing page for a todo list app                         | LANDING
          hero section for a weather app                           | HERO
          a modal with a newsletter form                           | MODAL
          login form with a sign-up link                           | LOGIN
          dashboard with a table                                   | DASHBOARD
          contact form with a header saying Hi                     | CONTACT
          """)
  void read_severalKinds_takesTheOneThatIsMeant(String prompt, ComponentKind kind) {
    assertThat(kindOf(prompt)).isEqualTo(kind);
  }

  @Test
  void read_unknownKind_makesAPageAboutTheNouns() {
    ComponentRequest request = reader.read("Create a widget for bird watchers");

    assertThat(request.kind()).isEqualTo(ComponentKind.LANDING);
    assertThat(request.recognised()).isFalse();
    assertThat(request.wording().subject()).isEqualTo("bird watchers");
  }

  @Test
  void read_furtherKinds_becomeSections() {
    assertThat(reader.read("landing page with a pricing table and a contact form").extras())
        .containsExactly(ComponentKind.PRICING, ComponentKind.CONTACT);
    assertThat(reader.read("pricing table with a FAQ below").extras())
        .containsExactly(ComponentKind.FAQ);
    assertThat(reader.read("login form with a sign-up link").extras()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Login form titled "Hello you"                      | Hello you
          Login form with the title 'Don't panic'            | Don't panic
          Login form with heading “Quiet please”             | Quiet please
          Login form, title: "A: B"                          | A: B
          Create a hero titled Grow your garden with a button| Grow your garden
          hero with the heading Welcome to Our Bakery        | Welcome to Our Bakery
          a counter that says "Push-ups"                     | Push-ups
          "My page" login form                               | My page
          """)
  void read_title_isTaken(String prompt, String title) {
    assertThat(reader.read(prompt).wording().title()).isEqualTo(title);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          sign-up form with a purple button that says "Join now"   | Join now
          hero with the button "Start planting" in green           | Start planting
          hero with a 'Buy it' button                              | Buy it
          hero with a button labelled Start now                    | Start now
          contact form, submit button: "Off it goes"               | Off it goes
          """)
  void read_button_isTaken(String prompt, String button) {
    assertThat(reader.read(prompt).wording().button()).isEqualTo(button);
    assertThat(reader.read(prompt).wording().title()).isNull();
  }

  @Test
  void read_subtitleNameAndSubject_areTaken() {
    var wording =
        reader
            .read("landing page for a coffee shop called Brew & Bean with tagline 'Wake up'")
            .wording();

    assertThat(wording.subtitle()).isEqualTo("Wake up");
    assertThat(wording.name()).isEqualTo("Brew & Bean");
    assertThat(wording.subject()).isEqualTo("coffee shop");
    assertThat(wording.definite()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a yoga studio landing page                 | yoga studio
          Create a modern dark coffee shop website   | coffee shop
          image gallery of mountains                 | mountains
          contact form for Acme Corp                 | Acme Corp
          FAQ about shipping with 3 questions        | shipping
          """)
  void read_subject_isTaken(String prompt, String subject) {
    assertThat(reader.read(prompt).wording().subject()).isEqualTo(subject);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Create a beautiful login form",
        "make me something nice",
        "login form for mobile users",
        "Please build an awesome calculator",
        "a login page for me"
      })
  void read_emptyWords_areNoSubject(String prompt) {
    assertThat(reader.read(prompt).wording().subject()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          product cards for coffee, tea and cake                        | Coffee, Tea, Cake
          tabs: Overview, Specs and Reviews                             | Overview, Specs, Reviews
          navbar with links Home, About, Services and Contact           | Home, About, Services, Contact
          navbar with Home, About and Contact links                     | Home, About, Contact
          todo list with buy milk, call mom and walk the dog            | Buy milk, Call mom, Walk the dog
          dashboard with 3 stat cards: Users, Revenue, Churn            | Users, Revenue, Churn
          FAQ with questions "Why?", "How?" and "When?"                 | Why?, How?, When?
          gallery with sunset, beach and a dark theme                   | Sunset, Beach
          table with columns Name, Start date and Pay                   | Name, Start date, Pay
          table with columns Name, City and Pay for a game studio       | Name, City, Pay
          """)
  void read_entries_areTaken(String prompt, String names) {
    assertThat(reader.read(prompt).items().stream().map(Item::name))
        .containsExactly(names.split(", ", -1));
  }

  @Test
  void read_bulletList_isTaken() {
    assertThat(reader.read("A todo list with tasks:\n- Eat\n- Sleep\n- Code").items())
        .extracting(Item::name)
        .containsExactly("Eat", "Sleep", "Code");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pricing with plans Free, Pro ($12/month) and Team ($29/month) | Free:null Pro:$12/month Team:$29/month
          pricing table with tiers Basic at $9, Max at $39.50           | Basic:$9 Max:$39.50
          pricing table with plans Solo for 5 euros and Two for 7 euros  | Solo:€5 Two:€7
          menu cards with Pizza $9, Pasta $11                           | Pizza:$9 Pasta:$11
          pricing table for $10, $20 and $50                            | :$10 :$20 :$50
          """)
  void read_prices_goWithTheirNames(String prompt, String expected) {
    assertThat(reader.read(prompt).items().stream().map(item -> item.name() + ":" + item.price()))
        .containsExactly(expected.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource({
    "pricing table with three plans, 3",
    "gallery with 9 photos, 9",
    "four testimonial cards for testimonials, 4",
    "accordion with 5 sections, 5",
    "gallery with 400 photos, 12",
    "a login form, 0"
  })
  void read_number_countsEntries(String prompt, int count) {
    assertThat(reader.read(prompt).details().count()).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          contact form with fields name, email, phone and message         | Name, Email, Phone, Message
          sign-up form with first name, last name, email and password     | First name, Last name, Email, Password
          login form with username and password                           | Username, Password
          sign-up form for a run with name, age and emergency contact     | Name, Age, Emergency contact
          booking form with name, date, time and number of guests         | Name, Date, Time, Guests
          a survey form asking for name, age and favourite colour         | Name, Age, Favourite colour
          contact form with a company field                               | Name, Email, Company, Message
          contact form with name, email and message for a law firm        | Name, Email, Message
          newsletter form with name and email                             | Name, Email
          """)
  void read_fields_areTaken(String prompt, String labels) {
    assertThat(reader.read(prompt).fields().stream().map(Field::label))
        .containsExactly(labels.split(", ", -1));
  }

  @Test
  void read_singleCard_isItsOwnHeading() {
    ComponentRequest request = reader.read("a card with title \"Hello\" and text \"World\"");

    assertThat(request.items()).containsExactly(new Item("Hello", null, "World"));
    assertThat(request.details().count()).isEqualTo(1);
  }

  @Test
  void read_singleCardOfAThing_isNamedAfterIt() {
    assertThat(reader.read("product card for a lamp priced at $49").items())
        .containsExactly(new Item("Lamp", "$49", null));
    assertThat(reader.read("Product card for wireless headphones at $199, orange").items())
        .containsExactly(new Item("Wireless Headphones", "$199", null));
    assertThat(reader.read("a modern blog post card").items()).hasSize(1);
    assertThat(reader.read("three product cards").items()).isEmpty();
  }

  @Test
  void read_cardsThatAreNotForSale_haveNoCart() {
    ComponentRequest recipes = reader.read("recipe cards for my kitchen");

    assertThat(recipes.wording().button()).isEqualTo("See the recipe");
    assertThat(recipes.details().without()).contains("cart", "price");
    assertThat(recipes.items()).extracting(Item::name).contains("Tomato soup");
    assertThat(reader.read("product cards").details().without()).isEmpty();
  }

  @Test
  void read_listByItsName_getsFittingEntries() {
    assertThat(reader.read("a shopping list for a party").items())
        .extracting(Item::name)
        .contains("Milk", "Bread");
  }

  @Test
  void read_colorAtTheEnd_isNoEntry() {
    ComponentRequest request =
        reader.read("Pricing table with three plans for a cloud storage company, green");

    assertThat(request.items()).isEmpty();
    assertThat(request.details().count()).isEqualTo(3);
    assertThat(reader.read("tabs: Red, Green and Blue").items()).hasSize(3);
  }

  @Test
  void read_optionalField_isNotRequired() {
    var fields = reader.read("contact form with fields name, city (optional) and message").fields();

    assertThat(fields)
        .filteredOn(field -> !field.required())
        .extracting(Field::label)
        .containsExactly("City");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Create a dark login form              | DARK  | blue
          a light login form                    | LIGHT | blue
          login form, auto theme                | AUTO  | blue
          dark login form with a teal button    | DARK  | teal
          login form with dark blue buttons     | LIGHT | darkblue
          login form in a dark purple theme     | DARK  | purple
          login form with #ff8800 accent        | LIGHT | #ff8800
          orange login form                     | LIGHT | orange
          login form, black button              | LIGHT | black
          """)
  void read_modeAndAccent_areTaken(String prompt, Mode mode, String accent) {
    Theme theme = reader.read(prompt).theme();

    assertThat(theme.mode()).isEqualTo(mode);
    assertThat(theme.accent().name()).isEqualTo(accent);
  }

  @Test
  void read_looks_areTaken() {
    assertThat(theme("glassmorphism card").style()).isEqualTo(Style.GLASS);
    assertThat(theme("minimalist hero").style()).isEqualTo(Style.MINIMAL);
    assertThat(theme("hero with a gradient").style()).isEqualTo(Style.GRADIENT);
    assertThat(theme("hero with rounded corners").radiusRem()).isEqualTo(1.5);
    assertThat(theme("hero with sharp corners").radiusRem()).isEqualTo(0.2);
    assertThat(theme("hero in a serif font").font()).isEqualTo(Font.SERIF);
    assertThat(theme("hero with a dark mode toggle").switchable()).isTrue();
    assertThat(theme("hero with a dark mode toggle").mode()).isEqualTo(Mode.LIGHT);
    assertThat(theme("calculator on a black background").background().name()).isEqualTo("black");
  }

  @Test
  void read_quotedWords_areNoInstructions() {
    ComponentRequest request = reader.read("login form titled \"dark orange calculator\"");

    assertThat(request.kind()).isEqualTo(ComponentKind.LOGIN);
    assertThat(request.theme().mode()).isEqualTo(Mode.LIGHT);
    assertThat(request.theme().accent().name()).isEqualTo("blue");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          countdown to Christmas             | 12-25
          countdown to 2030-05-01            | 2030-05-01
          countdown to December 31, 2027     | 2027-12-31
          countdown to the 4th of July       | 07-04
          a countdown for 10 minutes         | +600
          launch countdown in 3 days         | +259200
          """)
  void read_countdown_knowsItsEnd(String prompt, String until) {
    assertThat(reader.read(prompt).details().until()).isEqualTo(until);
  }

  @Test
  void read_details_areTaken() {
    assertThat(reader.read("weather widget for New York").details().place()).isEqualTo("New York");
    assertThat(reader.read("login with Google and GitHub").details().providers())
        .containsExactly("Google", "GitHub");
    assertThat(reader.read("sign-up form without terms").details().without())
        .containsExactly("terms");
  }

  @Test
  void read_anything_neverFails() {
    for (String prompt :
        new String[] {"", "   ", "‹0›", "\"\"", "'''", "日本語のフォーム", "🙂", "with with and and"}) {
      assertThat(reader.read(prompt).kind()).isNotNull();
    }
  }

  private ComponentKind kindOf(String prompt) {
    return reader.read(prompt).kind();
  }

  private Theme theme(String prompt) {
    return reader.read(prompt).theme();
  }
}
