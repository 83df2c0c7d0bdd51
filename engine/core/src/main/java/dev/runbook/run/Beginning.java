package dev.runbook.run;

import dev.runbook.model.Site;
import dev.runbook.plan.Plan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a journal says first. */
final class Beginning {
  private Beginning() {}

  /** Returns the files that the plan was made from. */
  static Map<Path, String> files(Plan plan, List<Site> sites) {
    var files = new LinkedHashMap<Path, String>();
    plan.library().all().forEach((path, runbook) -> files.put(path, runbook.source().text()));
    plan.library().templates().forEach((path, template) -> files.put(path, template.text()));
    sites.forEach(site -> files.put(site.path(), site.source().text()));
    return files;
  }

  static Map<String, @Nullable Object> of(
      Session.Ready ready,
      RunRequest request,
      Map<String, Map<String, @Nullable Object>> supplied) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("runbook", ready.plan().top().name().text());
    data.put("file", ready.plan().top().path().toString());
    data.put("directory", request.directory().toString());
    data.put("zone", ready.run().zone().getId());
    data.put("operator", ready.run().operator());
    data.put("inputs", Inputs.storable(ready.plan().top(), ready.frame().inputs()));
    data.put("sites", request.sites().stream().map(site -> site.path().toString()).toList());
    data.put("selected", selected(request.selected()));
    if (!supplied.isEmpty()) {
      data.put("supplied", supplied);
    }
    if (!request.yes().isEmpty()) {
      data.put("yes", request.yes());
    }
    data.put("plugins", ready.plan().catalog().versions());
    return data;
  }

  private static Map<String, @Nullable Object> selected(RunRequest.Selected selected) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    if (!selected.only().isEmpty()) {
      data.put("only", selected.only());
    }
    if (!selected.skip().isEmpty()) {
      data.put("skip", selected.skip());
    }
    if (selected.from() != null) {
      data.put("from", selected.from());
    }
    if (selected.until() != null) {
      data.put("until", selected.until());
    }
    if (selected.outputsFrom() != null) {
      data.put("outputs_from", selected.outputsFrom());
    }
    return data;
  }
}
