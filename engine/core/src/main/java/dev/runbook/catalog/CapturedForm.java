package dev.runbook.catalog;

import dev.runbook.action.Processes.Captured;
import dev.runbook.expression.Type;
import dev.runbook.json.CutText;
import org.jspecify.annotations.Nullable;

/** What a program wrote: text, of which only the end is kept if it was too long. An output only. */
record CapturedForm() implements Form {
  private static final String LOG = "the step's log";

  Captured of(CutText cut) {
    return new Captured(cut.kept(), true);
  }

  @Override
  public String name() {
    return "text";
  }

  @Override
  public Type type() {
    return Type.Plain.TEXT;
  }

  @Override
  public boolean takes(Type type) {
    return type == Type.Plain.TEXT;
  }

  @Override
  public @Nullable Object read(Given given, Subject subject, Reading reading) {
    var text = Scalars.LENIENT_TEXT.read(given, subject, reading);
    return text == null ? null : new Captured((String) text, false);
  }

  @Override
  public Object value(Object java) {
    var captured = (Captured) java;
    return captured.cut() ? new CutText(captured.text(), LOG) : captured.text();
  }

  @Override
  public Object example() {
    return new Captured("text", false);
  }
}
