package io.ollio.sandbox.e2b.fake.http;

/** What goes wrong with one request. */
public sealed interface Fault {
  /** It is answered like this and not carried out. */
  record Answer(FakeReply reply) implements Fault {}

  /** The connection breaks before it is carried out. */
  record ResetBefore() implements Fault {}

  /** It is carried out, but the connection breaks before the answer. */
  record ResetAfter() implements Fault {}

  /** It is carried out; its answer breaks off, by a broken connection, after so many bytes. */
  record ResetAt(int bytes) implements Fault {}

  /** It is carried out; its answer ends as if it were whole after so many bytes. */
  record EndAt(int bytes) implements Fault {}

  /** It is not answered until the fake is closed. */
  record Silence() implements Fault {}

  /** It is carried out; its whole answer comes, but not its end. */
  record StallAfter() implements Fault {}

  /** It is carried out; its answer stops, without an end, after so many bytes. */
  record StallAt(int bytes) implements Fault {}
}
