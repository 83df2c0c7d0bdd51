package dev.runbook.run;

import java.util.ArrayList;
import java.util.List;

/** Shows what a run would do to people: plain text, one verb a line. */
public final class PreviewText {
  private static final int FEW = 3;

  private PreviewText() {}

  /**
   * Returns the lines, each ended by a newline.
   *
   * @param width of the terminal, in characters
   */
  public static String of(PreviewResult preview, int width) {
    var layout = new PreviewLayout(width);
    head(preview, layout);
    var rows = new PreviewRows(layout, preview.whole().inputs(), preview.last());
    rows.add(preview.steps());
    if (!preview.whole().notices().isEmpty()) {
      layout.blank();
    }
    preview.whole().notices().forEach(rows::notice);
    end(preview, layout);
    return layout.text();
  }

  private static void head(PreviewResult preview, PreviewLayout layout) {
    var who =
        preview.selected().isEmpty()
            ? "what a run would do"
            : "what " + list(preview.selected()) + " would do";
    layout.line(preview.runbook() + ": " + who);
    layout.line(
        preview.probed()
            ? "Systems were asked; nothing was changed."
            : "No system was asked and nothing was changed; `--probe` also asks.");
    whole(preview.whole(), layout);
  }

  private static String list(List<String> ids) {
    var last = ids.size() - 1;
    return last == 0
        ? ids.get(0)
        : String.join(", ", ids.subList(0, last)) + " and " + ids.get(last);
  }

  private static void whole(PreviewResult.Whole whole, PreviewLayout layout) {
    if (whole.lock() != null) {
      layout.line("Only one run at a time may hold the lock " + whole.lock() + ".");
    }
    if (!whole.defaults().isEmpty()) {
      layout.line(
          "Action steps, unless they say otherwise: " + String.join("; ", whole.defaults()) + ".");
    }
  }

  private static void end(PreviewResult preview, PreviewLayout layout) {
    layout.blank();
    if (!preview.leftOut().isEmpty()) {
      layout.line("Not part of this run: " + String.join(", ", preview.leftOut()) + ".");
      layout.line(taken(preview));
    }
    var totals = PreviewTotals.of(preview.everything());
    totals.lines().forEach(layout::line);
    needs(preview).forEach(layout::line);
    if (preview.last() != null) {
      var run = preview.last().run();
      preview
          .last()
          .took(preview.steps())
          .ifPresent(took -> layout.line("Last time these steps took " + took + " (" + run + ")."));
    }
    if (preview.failure() != null) {
      layout.line("The run would fail: " + PreviewLayout.oneLine(preview.failure()));
    }
  }

  private static String taken(PreviewResult preview) {
    var isOne = preview.selected().size() == 1;
    var who = preview.selected().isEmpty() ? "The other steps" : list(preview.selected());
    var needs = who + (isOne ? " needs " : " need ");
    return preview.taken().isEmpty()
        ? needs + "nothing from them."
        : needs + "outputs of " + list(preview.taken()) + ", which an earlier run supplies.";
  }

  private static List<String> needs(PreviewResult preview) {
    var lines = new ArrayList<String>();
    for (var kind : PreviewResult.Kind.values()) {
      var some = preview.needs().stream().filter(need -> need.kind() == kind).toList();
      if (kind == PreviewResult.Kind.INPUT && some.size() > FEW) {
        var names = some.stream().map(need -> need.name() + source(need)).toList();
        lines.add("Inputs not given, each as `-i NAME=VALUE`: " + String.join(", ", names) + ".");
      } else if (!some.isEmpty()) {
        var texts = some.stream().map(PreviewText::need).toList();
        lines.add(title(kind, some.size()) + String.join("; ", texts) + ".");
      }
    }
    if (preview.needs().stream().anyMatch(PreviewResult.Need::isMissing)) {
      lines.add("A run would refuse to start: something it needs is not given.");
    }
    return lines;
  }

  private static String title(PreviewResult.Kind kind, int count) {
    return switch (kind) {
      case INPUT -> (count == 1 ? "Input" : "Inputs") + " not given: ";
      case CONNECTION -> (count == 1 ? "Connection" : "Connections") + " not given: ";
      case SECRET -> (count == 1 ? "Secret: " : "Secrets: ");
    };
  }

  private static String need(PreviewResult.Need need) {
    return switch (need.kind()) {
      case INPUT -> need.name() + " (" + how(need) + ")";
      case CONNECTION -> need.name();
      case SECRET -> need.name() + secret(need);
    };
  }

  private static String source(PreviewResult.Need need) {
    return need.source() == null ? "" : " (or " + need.source() + ")";
  }

  private static String how(PreviewResult.Need need) {
    var said = "`-i " + need.name() + "=VALUE`";
    return need.source() == null ? said : said + ", or " + need.source();
  }

  private static String secret(PreviewResult.Need need) {
    return switch (need.from()) {
      case NOBODY -> ", not given";
      case ENV -> " from " + need.source() + (need.isMissing() ? ", not set" : ", set");
      case FILE -> " from " + need.source() + (need.isMissing() ? ", not there" : ", there");
      case COMMAND -> " from `" + need.source() + "`";
      case PROMPT -> ", asked for at the start";
    };
  }
}
