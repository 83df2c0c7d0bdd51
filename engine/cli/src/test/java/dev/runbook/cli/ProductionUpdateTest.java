package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.runbook.catalog.Catalog;
import dev.runbook.diagnostic.Problems;
import dev.runbook.load.Loader;
import dev.runbook.model.Runbook;
import dev.runbook.model.Step;
import dev.runbook.model.Work;
import dev.runbook.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of the production update says what its runbook does. {@code -Dgolden.update=true}
 * rewrites what is below its mark.
 */
class ProductionUpdateTest {
  private static final Path PAGE = Path.of("../../runbooks/production-update.md");
  private static final String MARK = "<!-- What follows is written by `runbook doc`. -->\n";
  private static final Pattern ID = Pattern.compile("`([a-z][a-z0-9_/]*)`");

  private final Plan plan = plan();

  private static Plan plan() {
    var problems = new Problems();
    var library = new Loader(problems).load(PAGE.resolveSibling("production-update.yaml"));
    return Plan.of(library.orElseThrow(), Catalog.installed(Path.of("no-such-folder")), problems);
  }

  @TempDir Path folder;

  @Test
  void theStepsAndGatesOfThePageAreWhatDocPrints() throws IOException {
    var typing = new Typing(folder, folder.resolve("state"));
    typing.type("doc", PAGE.resolveSibling("production-update.yaml").toAbsolutePath().toString());
    assertThat(typing.complained()).isEmpty();
    var printed = typing.printed();
    var about = printed.substring(printed.indexOf("## Steps"), printed.indexOf("\n## Outputs"));
    var page = Files.readString(PAGE);
    var current = page.substring(0, page.indexOf(MARK)) + MARK + "\n" + about;
    if (Boolean.getBoolean("golden.update") && !page.equals(current)) {
      Files.writeString(PAGE, current);
      fail("rewrote " + PAGE + ": read the difference, then run without -Dgolden.update");
    }
    assertThat(page).isEqualTo(current);
  }

  @Test
  void everyStepThatThePageNamesIsThere() throws IOException {
    var page = Files.readString(PAGE);
    var rows = page.substring(page.indexOf("| procedure | step |"), page.indexOf(MARK));
    var named = new ArrayList<String>();
    rows.lines().skip(2).filter(row -> row.startsWith("|")).forEach(row -> named.addAll(ids(row)));
    assertThat(named).hasSizeGreaterThan(40).allMatch(address -> isThere(plan.top(), address));
  }

  private static List<String> ids(String row) {
    var last = row.substring(row.lastIndexOf('|', row.length() - 2));
    return ID.matcher(last).results().map(found -> found.group(1)).toList();
  }

  private boolean isThere(Runbook runbook, String address) {
    var slash = address.indexOf('/');
    var id = slash < 0 ? address : address.substring(0, slash);
    var step = plan.find(runbook, id).map(place -> place.step());
    return slash < 0
        ? step.isPresent()
        : step.map(Step::work)
            .flatMap(work -> work instanceof Work.Call call ? Optional.of(call) : Optional.empty())
            .filter(call -> isThere(plan.called(runbook, call), address.substring(slash + 1)))
            .isPresent();
  }
}
