package io.ollio.sandbox.e2b;

import io.ollio.sandbox.e2b.api.E2bException.BadAnswer;
import io.ollio.sandbox.e2b.client.RemoteSandbox;
import io.ollio.sandbox.e2b.process.ProcessRequest;
import io.ollio.sandbox.e2b.process.ProcessResult;
import java.time.Duration;

/** One hash over names and contents of all files of a workspace, taken inside the sandbox. */
final class ContentDigest {
  private static final String SCRIPT =
      "set -o pipefail; find . -type f -print0 | LC_ALL=C sort -z"
          + " | xargs -0 -r sha256sum -- | sha256sum";

  private static final int HEX_DIGITS = 64;
  private static final Duration TIME_LIMIT = Duration.ofMinutes(2);

  private final String workspace;

  ContentDigest(String workspace) {
    this.workspace = workspace;
  }

  String of(RemoteSandbox sandbox) {
    ProcessResult result =
        sandbox
            .processes()
            .run(
                ProcessRequest.of("/bin/bash", "-c", SCRIPT)
                    .in(workspace)
                    .withTimeLimit(TIME_LIMIT));
    if (!result.isSuccess() || result.stdout().length() < HEX_DIGITS) {
      throw new BadAnswer(
          "Hashing the files of sandbox "
              + sandbox.id()
              + " ended with exit code "
              + result.exit().exitCode(),
          0,
          null);
    }
    return result.stdout().substring(0, HEX_DIGITS);
  }
}
