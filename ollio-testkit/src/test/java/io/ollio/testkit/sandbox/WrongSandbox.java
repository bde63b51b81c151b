package io.ollio.testkit.sandbox;

import io.ollio.Cancellation;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.FileEntry;
import io.ollio.sandbox.Isolation;
import io.ollio.sandbox.RunningCommand;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxCommands;
import io.ollio.sandbox.SandboxFiles;
import io.ollio.sandbox.SandboxId;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.sandbox.SandboxSpec;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Right by itself: hands everything on. Wrong adapters override what they get wrong. */
class WrongSandbox implements SandboxProvider {
  final SandboxProvider right;

  WrongSandbox(SandboxProvider right) {
    this.right = right;
  }

  Files files(Sandbox sandbox) {
    return new Files(sandbox.files());
  }

  Commands commands(SandboxCommands commands) {
    return new Commands(commands);
  }

  Sandbox wrap(Sandbox sandbox) {
    return new Handle(sandbox);
  }

  @Override
  public Sandbox open(SandboxSpec spec, Cancellation cancellation) {
    return wrap(right.open(spec, cancellation));
  }

  @Override
  public Sandbox connect(SandboxId id, Cancellation cancellation) {
    return wrap(right.connect(id, cancellation));
  }

  @Override
  public Isolation isolation() {
    return right.isolation();
  }

  class Handle implements Sandbox {
    final Sandbox right;

    Handle(Sandbox right) {
      this.right = right;
    }

    @Override
    public SandboxId id() {
      return right.id();
    }

    @Override
    public SandboxFiles files() {
      return WrongSandbox.this.files(right);
    }

    @Override
    public Optional<SandboxCommands> commands() {
      return right.commands().map(WrongSandbox.this::commands);
    }

    @Override
    public Optional<URI> publicUrl(int port) {
      return right.publicUrl(port);
    }

    @Override
    public void extendLease(Duration duration) {
      right.extendLease(duration);
    }

    @Override
    public Isolation isolation() {
      return right.isolation();
    }

    @Override
    public void close() {
      right.close();
    }
  }

  static class Files implements SandboxFiles {
    final SandboxFiles right;

    Files(SandboxFiles right) {
      this.right = right;
    }

    @Override
    public Optional<FileContent> find(FilePath path) {
      return right.find(path);
    }

    @Override
    public void writeAll(Map<FilePath, FileContent> files) {
      right.writeAll(files);
    }

    @Override
    public List<FileEntry> list(Optional<FilePath> directory, int depth) {
      return right.list(directory, depth);
    }

    @Override
    public boolean delete(FilePath path) {
      return right.delete(path);
    }

    @Override
    public void move(FilePath from, FilePath to) {
      right.move(from, to);
    }

    @Override
    public FileTree collect(List<String> excludedDirectories) {
      return right.collect(excludedDirectories);
    }
  }

  static class Commands implements SandboxCommands {
    final SandboxCommands right;

    Commands(SandboxCommands right) {
      this.right = right;
    }

    @Override
    public CommandResult run(Command command, CommandOutput output, Cancellation cancellation) {
      return right.run(command, output, cancellation);
    }

    @Override
    public RunningCommand start(Command command, CommandOutput output) {
      return right.start(command, output);
    }
  }
}
