package io.ollio.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.llm.LlmMessage;
import io.ollio.llm.ToolCall;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FollowUpTest {
  private final MapTools tools = new MapTools();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Create a login form               | make it dark                                     | styles.css | color-scheme: dark;
          Create a dark login form          | switch to light mode                             | styles.css | color-scheme: light;
          Create a login form               | change the title to "Hello there"                | index.html | >Hello there</h1>
          Create a login form               | Change the heading to Welcome home               | index.html | >Welcome home</h1>
          Create a login form               | the button should say "Enter"                    | index.html | >Enter</button>
          Create a login form               | change the button text to Let me in              | index.html | >Let me in</button>
          Create a login form               | set the subtitle to "Good to see you"            | index.html | >Good to see you</p>
          Create a login form               | rename "Remember me" to "Stay here"              | index.html | > Stay here</label>
          Create a login form               | change the colour to teal                        | styles.css | --accent: #0f766e; /* teal */
          Create a login form               | use #ff8800 as accent                            | styles.css | --accent: #ff8800; /* #ff8800 */
          Create a login form               | make the background navy                         | styles.css | --bg: #1e3a8a;
          Create a login form               | make the button green                            | styles.css | background: #15803d;
          Create a login form               | make it rounder                                  | styles.css | --radius: 1.5rem;
          Create a login form               | use square corners                               | styles.css | --radius: 0.2rem;
          Create a login form               | make everything larger                           | styles.css | --scale: 1.15;
          Create a login form               | make it smaller                                  | styles.css | --scale: 0.87;
          Create a login form               | make it wider                                    | styles.css | --width-scale: 1.2;
          Create a login form               | make the title bigger                            | styles.css | .section .title {
          Create a login form               | give it a glass look                             | styles.css | Style: glass
          Create a login form               | use a serif font                                 | styles.css | --font: Georgia
          Create a login form               | add a phone field                                | index.html | id="login-phone"
          Create a login form               | add a field called Membership number             | index.html | >Membership number</label>
          Create a login form               | add a dark mode toggle                           | script.js  | function setUpThemeButton
          Create a login form               | add a footer                                     | index.html | data-section="footer"
          Create a login form               | add a pricing section                            | styles.css | ---------- Pricing
          Create a login form               | add the text "Members only"                      | index.html | <p class="muted">Members only</p>
          Create a pricing table            | add a plan called Giant for $499                 | index.html | data-price="499">$499<
          Create a pricing table            | change the price of Team to $25                  | index.html | data-price="25">$25<
          Create a pricing table            | rename the Team plan to Crew                     | index.html | >Crew</h2>
          Create a navbar with links A and B| add a Careers link                               | index.html | data-name>Careers</a>
          Landing page for a zoo            | add a footer link called Jobs                    | index.html | class="footer__link" href="#main" data-name>Jobs
          Landing page for a zoo            | add a Jobs link to the footer                    | index.html | class="footer__link" href="#main" data-name>Jobs
          Create a navbar                   | change the logo to Acme                          | index.html | >Acme</a>
          todo list with tasks Eat, Sleep   | add "walk the dog" to the list                   | index.html | data-name>Walk the dog</span>
          tabs: One, Two and Three          | add a tab called Four                            | index.html | id="panel-4"
          a table with columns Name, City   | add a column called Status                       | index.html | <td>Active</td>
          FAQ about shipping                | add a question "Do you ship to Mars?"            | index.html | Do you ship to Mars?
          FAQ about shipping                | add a question: Is it far? with the answer Yes, it is. | index.html | <p class="faq__answer">Yes, it is</p>
          Create a pricing table            | change the price of Team to 25 EUR               | index.html | data-price="25">€25<
          Product card for a lamp at $199   | change the price to $149                         | index.html | >$149<
          Product card for a lamp at $199   | the price is now $149                            | index.html | >$149<
          Create a pricing table            | Team should cost $25                             | index.html | data-price="25">$25<
          Create a signup form              | add a remember me checkbox                       | index.html | <span>Remember me</span>
          Create a signup form              | add a phone number which is optional             | index.html | >Phone <span class="field__optional">
          Create a signup form              | make the button green and say "Let's go"         | index.html | >Let's go</button>
          tabs: One, Two and Three          | add a tab "Four more" to Weekdays                | index.html | data-name>Four more<
          Create a hero section             | change the second button to See menu             | index.html | href="#main">See menu</a>
          """)
  void prompt_understoodEdit_changesTheFile(
      String first, String second, String file, String expected) {
    tools.prompt(first);
    assertThat(tools.files.get(file)).doesNotContain(expected);

    String closing = tools.prompt(second);

    assertThat(tools.files.get(file)).contains(expected);
    assertThat(closing).startsWith("Done: I ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Create a login form                   | remove the password field        | login-password
          Create a login form                   | delete the remember me checkbox  | Remember me
          Create a login form                   | remove the forgot password link  | Forgot password
          Create a pricing table                | remove the Starter plan          | Starter
          Create a navbar with links Up, Down   | remove the Down link             | data-name>Down
          tabs: One, Two and Three              | remove the Two tab               | Two
          a table with columns Name, City, Size | remove the City column           | Oslo
          Landing page for a bakery             | remove the newsletter            | newsletter
          Login form with a dark mode toggle    | remove the dark mode toggle      | theme-button
          """)
  void prompt_removal_takesItAway(String first, String second, String gone) {
    tools.prompt(first);
    assertThat(tools.files.get("index.html")).contains(gone);

    String closing = tools.prompt(second);

    assertThat(tools.files.get("index.html")).doesNotContain(gone);
    assertThat(closing).startsWith("Done: I removed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"show only three quotes", "put the quotes on the left", "put a sale badge on it"})
  void prompt_fewerOrMoved_addsNothingAndSaysSo(String wish) {
    tools.prompt("Testimonials about a zoo");
    Map<String, String> before = Map.copyOf(tools.files);

    String closing = tools.prompt(wish);

    assertThat(tools.files).isEqualTo(before);
    assertThat(closing).contains("I did not understand “" + wish + "”");
  }

  @Test
  void prompt_severalWishes_doesAllOfThem() {
    tools.prompt("Create a login form");

    String closing = tools.prompt("Make it dark and rounder, and change the button to 'Go'");

    assertThat(tools.files.get("styles.css")).contains("color-scheme: dark", "--radius: 1.5rem");
    assertThat(tools.files.get("index.html")).contains(">Go</button>");
    assertThat(closing)
        .isEqualTo("Done: I made it dark, made the corners rounder and set the button to “Go”.");
  }

  @Test
  void prompt_titleAndFirstButton_changesBoth() {
    tools.prompt("Create a hero section");

    String closing =
        tools.prompt("change the headline to Hot beans at dawn, and the first button to Order now");

    assertThat(closing)
        .isEqualTo(
            "Done: I set the title to “Hot beans at dawn” and set the button to “Order now”.");
    assertThat(tools.files.get("index.html")).contains(">Hot beans at dawn</h1>", ">Order now</a>");
  }

  @Test
  void prompt_fieldAtTheTop_standsFirst() {
    tools.prompt("contact form with phone, date and message");

    tools.prompt("add a required name field at the top");

    String page = tools.files.get("index.html");
    assertThat(page.indexOf("contact-name")).isBetween(1, page.indexOf("contact-phone"));
  }

  @Test
  void prompt_edit_readsFirstAndSendsOnlyTheLinesThatChange() {
    tools.prompt("Create a login form");
    tools.calls.clear();

    tools.prompt("change the title to Hi");

    assertThat(tools.calls)
        .extracting(ToolCall::name)
        .containsExactly("readFile", "readFile", "readFile", "editFile", "editFile");
    assertThat(tools.calls.get(4).arguments()).hasSizeLessThan(600);
  }

  @Test
  void prompt_notUnderstood_changesNothingAndSaysSo() {
    tools.prompt("Create a login form");
    Map<String, String> before = Map.copyOf(tools.files);

    String closing = tools.prompt("make it dance like nobody is watching");

    assertThat(tools.files).isEqualTo(before);
    assertThat(closing)
        .startsWith("I have changed nothing. I did not understand “make it dance like nobody")
        .contains("I am the bundled offline model");
  }

  @Test
  void prompt_halfUnderstood_doesThatHalfAndSaysSo() {
    tools.prompt("Create a login form");

    String closing = tools.prompt("Make it dark and then make it sing");

    assertThat(tools.files.get("styles.css")).contains("color-scheme: dark");
    assertThat(closing).startsWith("Done: I made it dark. I did not understand “make it sing”.");
  }

  @Test
  void prompt_impossibleWish_tellsWhy() {
    tools.prompt("Create a calculator");

    String closing = tools.prompt("add a phone field");

    assertThat(closing)
        .isEqualTo(
            "I have changed nothing. I found no form of mine on the page to add a field to.");
  }

  @Test
  void prompt_newComponent_replacesTheOldOne() {
    tools.prompt("Create a login form");

    tools.prompt("Now create a pricing table");

    assertThat(tools.files.get("index.html")).contains("pricing-title").doesNotContain("login");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The button should say Pricing",
        "title: Contact us",
        "use a green button",
        "make the login form wider",
        "bigger button please"
      })
  void prompt_changeThatNamesAKind_doesNotReplaceThePage(String change) {
    tools.prompt("Create a login form");

    tools.prompt(change);

    assertThat(tools.files.get("index.html")).contains("id=\"login-email\"");
  }

  @Test
  void prompt_filesOfSomebodyElse_changesTextButNotLooks() {
    tools.files.put("index.html", "<html><body><h1>Old</h1></body></html>");

    assertThat(tools.prompt("change the title to New")).startsWith("Done:");
    assertThat(tools.prompt("make it dark")).contains("I found no theme block in the style sheet");
    assertThat(tools.files.get("index.html")).isEqualTo("<html><body><h1>New</h1></body></html>");
  }

  @Test
  void prompt_editFails_writesTheFileAnew() {
    tools.prompt("Create a login form");
    tools.failingOnce.add("editFile styles.css");

    String closing = tools.prompt("make it dark");

    assertThat(tools.files.get("styles.css")).contains("color-scheme: dark");
    assertThat(closing).isEqualTo("Done: I made it dark.");
  }

  @Test
  void say_withoutFileList_asksForTheFiles() {
    tools.prompt("Create a login form");

    String closing = tools.say("make it dark");

    assertThat(tools.files.get("styles.css")).contains("color-scheme: dark");
    assertThat(closing).isEqualTo("Done: I made it dark.");
  }

  @Test
  void say_changeInANewConversation_listsTheFilesFirst() {
    tools.prompt("Create a login form");
    MapTools later = new MapTools();
    later.files.putAll(tools.files);

    later.say("make it dark");

    assertThat(later.calls.get(0).name()).isEqualTo("listFiles");
    assertThat(later.files.get("styles.css")).contains("color-scheme: dark");
  }

  @Test
  void say_afterChatWithoutTools_stillSeesTheProject() {
    MapTools later = new MapTools();
    tools.prompt("Create a login form");
    later.files.putAll(tools.files);
    LlmMessage earlier = new LlmMessage.User("Create a login form");
    LlmMessage answer = new LlmMessage.Assistant("Done.", List.of());
    LlmMessage now = new LlmMessage.User("change the title to 'Hi'");

    var request = MapTools.request(List.of(earlier, answer, now), MapTools.ALL);
    var reply =
        new OfflineLlmClient()
            .complete(request, io.ollio.llm.LlmListener.SILENT, io.ollio.Cancellation.none());

    assertThat(reply.toolCalls()).extracting(ToolCall::name).containsExactly("listFiles");
  }

  @Test
  void prompt_fileTooLongForOneAnswer_isReadInParts() {
    tools.prompt(
        "Landing page with pricing, FAQ, testimonials and a contact form, with a dark mode toggle");
    String before = tools.files.get("styles.css");
    assertThat(before).hasSizeGreaterThan(16_000);

    String closing = tools.prompt("change the accent to pink");

    assertThat(closing).isEqualTo("Done: I changed the accent colour to pink.");
    assertThat(tools.files.get("styles.css")).contains("/* pink */").hasSameSizeAs(before);
  }

  @Test
  void say_noFileHasChanged_explainsOnceMore() {
    tools.prompt("Create a login form");
    String first = tools.prompt("make it dance");

    String second = tools.say("No file has changed. If the task needs a change, make it now.");

    assertThat(second).isEqualTo(first).startsWith("I have changed nothing.");
  }

  @Test
  void prompt_editsInARow_allStay() {
    tools.prompt("Create a pricing table");
    tools.prompt("make it dark with a pink accent");
    tools.prompt("add a dark mode toggle");
    tools.prompt("make it light");
    tools.prompt("add a FAQ");

    assertThat(tools.files.get("styles.css"))
        .contains(
            "color-scheme: light;", "/* pink */", ":root[data-theme=\"dark\"]", "---------- FAQ");
    assertThat(tools.files.get("index.html")).contains("data-theme-button", "data-section=\"faq\"");
  }

  @Test
  void prompt_textWithMarkup_isEscaped() {
    tools.prompt("Create a login form titled \"<script>alert(1)</script>\"");
    tools.prompt("change the button to \"<img src=x onerror=alert(2)>\"");
    tools.prompt("add a field called \"<b>Bold</b>\"");

    assertThat(tools.files.get("index.html"))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;</h1>", "&lt;img src=x", "&lt;b&gt;Bold")
        .doesNotContain("<script>alert", "<img", "<b>Bold");
  }
}
