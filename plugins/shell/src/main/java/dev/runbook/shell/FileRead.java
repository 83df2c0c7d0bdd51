package dev.runbook.shell;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Doc;
import dev.runbook.action.Example;
import dev.runbook.action.Fails;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text file. That there is none is an accident, so that a step can wait with {@code until}
 * for one to appear.
 */
@ActionName("file.read")
@Doc("read a text file of at most 1 MiB, UTF-8")
@Fails({"the file is larger than 1 MiB or no UTF-8 text", "`parse` cannot read it"})
public record FileRead(
    @Doc("file to read") @Example("VERSION") Path path,
    @Doc("read it as json, yaml or lines into `value`") @Nullable Parse parse)
    implements Action<FileRead.Outputs> {

  /** What it holds. */
  public record Outputs(
      @Doc("all of its text") String text,
      @Doc("what `parse` read; null without it") @Nullable Object value) {}

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    try {
      var text = TextFile.read(call.directory().resolve(path));
      return Outcome.done(new Outputs(text, parse == null ? null : parse.value(text)));
    } catch (UnreadableException e) {
      return Outcome.failed(path + " is " + e.reason());
    }
  }

  @Override
  public Preview preview(Look look) throws IOException {
    var preview = Preview.read("read " + path);
    return look.probing()
        ? preview.withFound(List.of(FoundFile.toRead(look.directory().resolve(path))))
        : preview;
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs("text\n", null);
  }
}
