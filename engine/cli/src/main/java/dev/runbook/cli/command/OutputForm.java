package dev.runbook.cli.command;

import dev.runbook.cli.console.Refusal;
import dev.runbook.diagnostic.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The option {@code --output}: text for people, or JSON for programs. */
final class OutputForm {
  private final Supplier<Optional<String>> option;

  OutputForm(Syntax syntax) {
    option =
        syntax.option("--output", "text|json", "text for people (as is), or JSON for programs");
  }

  boolean isJson() throws Refusal {
    var form = option.get().orElse("text");
    if (!form.equals("json") && !form.equals("text")) {
      throw Refusal.of(
          "there is no output `" + form + "`",
          Spelling.didYouMean(form, List.of("text", "json")).orElse("write `text` or `json`"));
    }
    return form.equals("json");
  }
}
