package io.ollio.llm.openai;

import io.ollio.llm.LlmListener;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolCallDelta;
import io.ollio.llm.openai.ChunkReader.CallPiece;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Puts tool calls together from their pieces. By the protocol each piece carries the call's index
 * and the first one its id and whole name; servers are known to leave out the index or the id, to
 * repeat ids, to send index 0 for every call, and to split the name.
 */
final class ToolCallAssembler {
  private final LlmListener listener;
  private final Supplier<String> ids;
  private final List<Slot> slots = new ArrayList<>();

  ToolCallAssembler(LlmListener listener, Supplier<String> ids) {
    this.listener = listener;
    this.ids = ids;
  }

  void accept(CallPiece piece) {
    slotFor(piece).add(piece);
  }

  boolean isEmpty() {
    return slots.isEmpty();
  }

  /** The calls so far; opens those that have no arguments. */
  List<ToolCall> finish() {
    List<ToolCall> calls = new ArrayList<>(slots.size());
    for (Slot slot : slots) {
      slot.open("");
      calls.add(new ToolCall(slot.id, slot.name.toString(), slot.arguments.toString()));
    }
    return calls;
  }

  /** The latest call that the piece belongs to, or a new one. */
  private Slot slotFor(CallPiece piece) {
    for (int i = slots.size() - 1; i >= 0; i--) {
      if (slots.get(i).isContinuedBy(piece, i == slots.size() - 1)) {
        return slots.get(i);
      }
    }
    for (Slot earlier : slots) {
      if (earlier.name.length() > 0) {
        earlier.open("");
      }
    }
    Slot slot = new Slot(slots.size(), piece.index());
    slots.add(slot);
    return slot;
  }

  private String idFor(String wanted) {
    boolean free = !wanted.isEmpty() && slots.stream().noneMatch(slot -> slot.id.equals(wanted));
    return free ? wanted : ids.get();
  }

  /** One call. It is opened, that is announced, once its name is known to be whole. */
  private final class Slot {
    private final int index;
    private final int serverIndex;
    private String serverId = "";
    private String id = "";
    private boolean opened;
    private final StringBuilder name = new StringBuilder();
    private final StringBuilder arguments = new StringBuilder();

    Slot(int index, int serverIndex) {
      this.index = index;
      this.serverIndex = serverIndex;
    }

    boolean isContinuedBy(CallPiece piece, boolean isLast) {
      boolean otherId =
          !piece.id().isEmpty() && !serverId.isEmpty() && !piece.id().equals(serverId);
      if (piece.index() >= 0) {
        return piece.index() == serverIndex && !(otherId && !piece.name().isEmpty());
      }
      if (!piece.id().isEmpty()) {
        return piece.id().equals(serverId);
      }
      boolean opensAnother =
          !piece.name().isEmpty() && (piece.position() > 0 || arguments.length() > 0);
      return isLast && !opensAnother;
    }

    void add(CallPiece piece) {
      if (!piece.id().isEmpty()) {
        serverId = piece.id();
      }
      if (!opened && !name.toString().contentEquals(piece.name())) {
        name.append(piece.name());
      }
      arguments.append(piece.arguments());
      if (opened) {
        tell(piece.arguments());
      } else if (name.length() > 0 && arguments.length() > 0) {
        open(arguments.toString());
      }
    }

    void open(String firstArguments) {
      if (!opened) {
        opened = true;
        id = idFor(serverId);
        listener.onToolCall(new ToolCallDelta(index, id, name.toString(), firstArguments));
      }
    }

    private void tell(String more) {
      if (!more.isEmpty()) {
        listener.onToolCall(new ToolCallDelta(index, id, name.toString(), more));
      }
    }
  }
}
