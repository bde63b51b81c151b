package io.ollio.jdbc.project;

/**
 * Encrypts what people and models have written before it is stored: the contents of messages,
 * fragments, files, transcripts and events. Names, paths, sizes, times and the hashes of file
 * contents stay readable, because the database searches and sorts by them.
 *
 * <p>Thread-safety: any number of threads. Blocking: not for long; called for each value. Lifetime:
 * the host's. Limits: rows that were stored before there was a cipher stay readable; a sealed one
 * must say itself which key it needs, so that keys can change.
 */
public interface BodyCipher {
  /** Stores everything as it is. */
  BodyCipher NONE =
      new BodyCipher() {
        @Override
        public byte[] seal(byte[] plain) {
          return plain;
        }

        @Override
        public byte[] unseal(byte[] sealed) {
          return sealed;
        }
      };

  /** The encrypted form of the bytes. */
  byte[] seal(byte[] plain);

  /** The bytes of which this is the encrypted form. */
  byte[] unseal(byte[] sealed);
}
