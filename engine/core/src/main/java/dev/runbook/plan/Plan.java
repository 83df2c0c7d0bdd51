package dev.runbook.plan;

import dev.runbook.catalog.ActionType;
import dev.runbook.catalog.Catalog;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.model.Declaration;
import dev.runbook.model.Library;
import dev.runbook.model.Runbook;
import dev.runbook.model.Site;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import dev.runbook.text.Span;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A runbook, with all it calls, checked against the installed actions. Immutable. */
public final class Plan {
  private final Library library;
  private final Catalog catalog;
  private final Map<Path, StepIndex> indexes = new LinkedHashMap<>();
  private final Map<Path, Vars> vars = new LinkedHashMap<>();

  private Plan(Library library, Catalog catalog) {
    this.library = library;
    this.catalog = catalog;
    for (var runbook : library.all().values()) {
      indexes.put(runbook.path(), new StepIndex(runbook));
      vars.put(runbook.path(), new Vars(runbook));
    }
  }

  /**
   * Checks names, types and references; every problem is reported. The plan can run if none is an
   * error.
   */
  public static Plan of(Library library, Catalog catalog, Problems problems) {
    var plan = new Plan(library, catalog);
    new LibraryCheck(plan).check(problems);
    return plan;
  }

  /**
   * A step that reads outputs of another.
   *
   * @param needing the step that reads
   * @param needed the step whose outputs it reads
   * @param span where it says so; in a variable if it reads them through one
   */
  public record Need(Place needing, Place needed, Span span) {}

  /** Warns of inputs that a site gives but the top runbook does not have. */
  public void compare(Site site, Problems problems) {
    var known = top().inputs().stream().map(input -> input.name().text()).toList();
    for (var given : site.inputs()) {
      var name = given.key().text();
      if (!known.contains(name)) {
        var inputs = known.isEmpty() ? "it takes none" : "it takes " + Words.and(known);
        problems.warning(
            given.key().span(),
            "`" + top().name() + "` has no input " + Words.name(name),
            Spelling.didYouMean(name, known).orElse(inputs));
      }
    }
  }

  public Runbook top() {
    return library.top();
  }

  public Library library() {
    return library;
  }

  public Catalog catalog() {
    return catalog;
  }

  public Runbook called(Runbook caller, Work.Call call) {
    return library.called(caller, call).orElseThrow();
  }

  public ActionType action(String name) {
    return catalog.action(name).orElseThrow();
  }

  /** Returns all steps of a runbook in the order written, groups before what is in them. */
  public List<Place> steps(Runbook runbook) {
    return index(runbook).all();
  }

  public Optional<Place> find(Runbook runbook, String id) {
    return index(runbook).find(id);
  }

  /** Returns the names of all steps of a runbook, in the order written. */
  public Collection<String> ids(Runbook runbook) {
    return index(runbook).ids();
  }

  /**
   * Returns which outputs of other steps the selected steps read, themselves or through variables.
   * Steps in a selected group are selected too.
   */
  public List<Need> needs(Runbook runbook, Collection<Place> selected) {
    return new Needs(index(runbook), vars(runbook)).of(selected);
  }

  /**
   * Returns the connection that a step names, or the only one of the type.
   *
   * @param name null where the step names none
   * @param required whether one must be found; only then is a missing one reported
   */
  public Optional<Declaration.Connection> connection(
      Runbook runbook,
      String type,
      @Nullable String name,
      boolean required,
      Span span,
      Problems problems) {
    return new Connections(runbook).find(type, name, required, span, problems);
  }

  /** Returns the arguments of a step's own action or call in an undo: those of the undo win. */
  public static Value.Entries merged(Value.Entries step, Step.Undo.Same undo) {
    return Undoing.merged(step, undo);
  }

  StepIndex index(Runbook runbook) {
    return of(indexes, runbook);
  }

  Vars vars(Runbook runbook) {
    return of(vars, runbook);
  }

  private static <T> T of(Map<Path, T> map, Runbook runbook) {
    var found = map.get(runbook.path());
    if (found == null) {
      throw new IllegalArgumentException("not in this plan: " + runbook.path());
    }
    return found;
  }
}
