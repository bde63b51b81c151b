package io.ollio.sandbox.e2b.process;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;

/** Names a running process, by its id or by the tag it was started with. */
public final class ProcessRef {
  private final long pid;
  private final Optional<String> tag;

  private ProcessRef(long pid, Optional<String> tag) {
    this.pid = pid;
    this.tag = tag;
  }

  /** By its id. */
  public static ProcessRef pid(long pid) {
    return new ProcessRef(pid, Optional.empty());
  }

  /** By its tag. */
  public static ProcessRef tag(String tag) {
    return new ProcessRef(0, Optional.of(tag));
  }

  void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("process");
    if (tag.isPresent()) {
      json.writeStringField("tag", tag.get());
    } else {
      json.writeNumberField("pid", pid);
    }
    json.writeEndObject();
  }

  @Override
  public String toString() {
    return tag.map(name -> "process tagged " + name).orElse("process " + pid);
  }
}
