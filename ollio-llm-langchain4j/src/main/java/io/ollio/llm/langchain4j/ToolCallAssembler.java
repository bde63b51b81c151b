package io.ollio.llm.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import io.ollio.json.JsonValue;
import io.ollio.llm.LlmListener;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolCallDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts tool calls together. LangChain4j tells of them up to three times: in pieces, as each call is
 * whole, and in the response; models leave out any of these, the ids, or count every call as 0, and
 * LangChain4j's own modules mix them up where a server repeats an id, a name or an index. So pieces
 * that make valid JSON stand; for others the response has the last word, then the whole call.
 */
final class ToolCallAssembler {
  /** LangChain4j writes this where a model wrote no arguments at all. */
  private static final String NO_ARGUMENTS = "{}";

  private static final int ID_LENGTH = 9;
  private static final String ID_ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final LlmListener listener;
  private final Set<String> offered;
  private final List<Slot> slots = new ArrayList<>();

  /**
   * No call yet.
   *
   * @param offered names of the tools that the model may call
   */
  ToolCallAssembler(LlmListener listener, Set<String> offered) {
    this.listener = listener;
    this.offered = offered;
  }

  void accept(ReplyEvent.CallPiece piece) {
    slotFor(piece.index(), piece.id(), piece.name()).add(piece.arguments());
  }

  void accept(ReplyEvent.WholeCall event) {
    ToolExecutionRequest call = event.call();
    slotFor(event.index(), text(call.id()), text(call.name())).complete(text(call.arguments()));
  }

  /** All calls; what of them was not heard yet is heard now. */
  List<ToolCall> finish(List<ToolExecutionRequest> inResponse) {
    int missing = inResponse.size() - slots.size();
    for (int i = 0; i < inResponse.size(); i++) {
      ToolExecutionRequest call = inResponse.get(i);
      Optional<Slot> known = matching(call, i);
      if (known.isPresent()) {
        known.get().match(call);
      } else if (missing-- > 0) {
        newSlot(slots.size(), text(call.id()), text(call.name())).match(call);
      }
    }
    return slots.stream().map(Slot::toCall).toList();
  }

  /** The latest call that this belongs to, or a new one. */
  private Slot slotFor(int index, String id, String name) {
    for (int i = slots.size() - 1; i >= 0; i--) {
      if (slots.get(i).isContinuedBy(index, id)) {
        return slots.get(i);
      }
    }
    return newSlot(index, id, name);
  }

  private Optional<Slot> matching(ToolExecutionRequest call, int position) {
    String id = text(call.id());
    String name = text(call.name());
    String arguments = text(call.arguments());
    return first(slot -> !id.isEmpty() && slot.modelId.equals(id))
        .or(() -> first(slot -> slot.index == position && slot.name.equals(name)))
        .or(() -> first(slot -> slot.index == position && slot.arguments.equals(arguments)))
        .or(() -> first(slot -> slot.couldBe(id, name)));
  }

  private Optional<Slot> first(Predicate<Slot> wanted) {
    return slots.stream().filter(slot -> !slot.matched && wanted.test(slot)).findFirst();
  }

  private Slot newSlot(int modelIndex, String modelId, String name) {
    boolean free = !modelId.isEmpty() && slots.stream().noneMatch(s -> s.id.equals(modelId));
    Slot slot = new Slot(slots.size(), modelIndex, modelId, free ? modelId : newId(), name);
    slots.add(slot);
    return slot;
  }

  /** Nine letters and digits, which is the one form that Mistral takes back. */
  private static String newId() {
    StringBuilder id = new StringBuilder(ID_LENGTH);
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID_ALPHABET.charAt(ThreadLocalRandom.current().nextInt(ID_ALPHABET.length())));
    }
    return id.toString();
  }

  private static boolean isJson(String text) {
    try {
      JsonValue.parse(text);
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** One call. */
  private final class Slot {
    private final int index;
    private final int modelIndex;
    private final String modelId;
    private final String id;
    private final StringBuilder heard = new StringBuilder();
    private String name;
    private String arguments = "";
    private boolean opened;
    private boolean complete;
    private boolean matched;

    Slot(int index, int modelIndex, String modelId, String id, String name) {
      this.index = index;
      this.modelIndex = modelIndex;
      this.modelId = modelId;
      this.id = id;
      this.name = name;
    }

    boolean isContinuedBy(int otherIndex, String otherId) {
      boolean sameId = !otherId.isEmpty() && otherId.equals(modelId);
      boolean noOtherId = otherId.isEmpty() || modelId.isEmpty();
      return otherIndex == modelIndex && (sameId || (noOtherId && !complete));
    }

    boolean couldBe(String otherId, String otherName) {
      return name.equals(otherName) && (otherId.isEmpty() || modelId.isEmpty());
    }

    void add(String more) {
      tell(more);
      arguments = heard.toString();
    }

    void complete(String whole) {
      complete = true;
      if (!whole.equals(NO_ARGUMENTS) || heard.length() > 0) {
        settle(whole);
      } else {
        arguments = whole;
        tell("");
      }
    }

    /** A name that was told in parts, and is no tool's, is corrected in the reply. */
    void match(ToolExecutionRequest call) {
      matched = true;
      settle(text(call.arguments()));
      if (!offered.contains(name) && offered.contains(text(call.name()))) {
        name = call.name();
      }
    }

    void settle(String whole) {
      boolean goesOn = whole.startsWith(heard.toString());
      if (goesOn || !isJson(heard.toString())) {
        arguments = whole.isEmpty() ? heard.toString() : whole;
      }
      tell(goesOn ? whole.substring(heard.length()) : "");
    }

    ToolCall toCall() {
      if (!matched) {
        settle(arguments);
      }
      return new ToolCall(id, name, arguments);
    }

    private void tell(String more) {
      if (!opened || !more.isEmpty()) {
        opened = true;
        heard.append(more);
        listener.onToolCall(new ToolCallDelta(index, id, name, more));
      }
    }
  }
}
