package dev.runbook.shell;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Example;
import dev.runbook.action.Fails;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a text file where it is not there like that already. */
@ActionName("file.write")
@Doc("write a text file, and the folders around it, unless it is there like that already")
@Fails({"`path` is a folder", "`mode` is no octal number of three or four digits"})
public record FileWrite(
    @Doc("file to write; of a symbolic link, the file it points to") @Example("site/index.html")
        Path path,
    @Doc("all of its text, if no template says it") @Example("Hello") @Nullable String text,
    @Doc("text file beside the runbook that says it; each ${...} in it is filled in")
        @Nullable String template,
    @Doc("its permissions in octal, such as 0640; as they are, or usual, if not given")
        @Nullable String mode,
    @Doc("put the file into place whole, at once; false writes into the one that is there")
        @Default("true")
        boolean atomic)
    implements Action<FileWrite.Outputs> {

  public FileWrite {
    if (text == null && template == null) {
      throw new IllegalArgumentException("give it a `text` or a `template`");
    }
    if (text != null && template != null) {
      throw new IllegalArgumentException("give it a `text` or a template, not both");
    }
  }

  /** What became of it. */
  public record Outputs(
      @Doc("false if it was there like that already") boolean changed,
      @Doc("size and time by which an undo knows that nobody changed it since") String version,
      @Doc("the file that was there; null if there was none, or nothing changed")
          @Nullable Former before,
      @Doc("the outermost folder that was made for it; null if none") @Nullable Path folder) {}

  /** Returns all that the file is to hold. */
  String content() {
    return text == null ? Objects.requireNonNull(template) : text;
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Writing.run(this, call);
  }

  @Override
  public Preview preview(Look look) throws IOException {
    var size = look.knowsAll() ? ", " + content().length() + " characters" : "";
    var preview = Preview.local("write " + path + size).withUndo("put back what was there");
    return look.probing()
        ? preview.withFound(List.of(FoundFile.toWrite(look.directory().resolve(path), content())))
        : preview;
  }

  @Override
  public Optional<Action<?>> undo(Outputs outputs) {
    return outputs.changed()
        ? Optional.of(new FileRestore(path, outputs.version(), outputs.before(), outputs.folder()))
        : Optional.empty();
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs(true, "5@2026-01-01T00:00:00Z", null, null);
  }
}
