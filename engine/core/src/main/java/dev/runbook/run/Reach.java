package dev.runbook.run;

import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Reference;
import dev.runbook.expression.Result;
import dev.runbook.model.Declaration;
import dev.runbook.model.Runbook;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import dev.runbook.plan.Plan;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the secrets, and looks for the connections, that steps still to come can reach; what is
 * missing is reported before anything happens.
 */
final class Reach {
  private final Plan plan;
  private final Frame.SecretStore store;
  private final Problems problems;
  private final Set<String> reported = new HashSet<>();

  Reach(Plan plan, Frame.SecretStore store, Problems problems) {
    this.plan = plan;
    this.store = store;
    this.problems = problems;
  }

  /** What a runbook is given by whoever starts or calls it. */
  private interface Around {
    Result secret(String name);

    /** Reads the secrets of a connection; returns whether it is given. */
    boolean connection(String name);
  }

  /**
   * Looks at the top runbook.
   *
   * @param comes whether a step, by its key, is still to come
   */
  void top(Frame frame, Predicate<String> comes) {
    var around =
        new Around() {
          @Override
          public Result secret(String name) {
            return frame.secret(name);
          }

          @Override
          public boolean connection(String name) {
            var wired = frame.connection(name);
            wired.ifPresent(found -> reads(found.written(), found.secrets()::get));
            return wired.isPresent();
          }
        };
    var runbook = frame.runbook();
    var place = new Place(runbook, around, "", comes);
    place.all();
    var notices = runbook.notices();
    List.of(notices.gate(), notices.failure(), notices.success()).forEach(place::steps);
  }

  /** One runbook, as it is reached. */
  private final class Place {
    private final Runbook runbook;
    private final Around around;
    private final String prefix;
    private final Predicate<String> comes;

    Place(Runbook runbook, Around around, String prefix, Predicate<String> comes) {
      this.runbook = runbook;
      this.around = around;
      this.prefix = prefix;
      this.comes = comes;
    }

    void all() {
      List.of(runbook.steps(), runbook.rescue(), runbook.always()).forEach(this::steps);
    }

    void steps(List<Step> steps) {
      steps.stream().filter(step -> comes.test(prefix + step.id().text())).forEach(this::step);
    }

    private void step(Step step) {
      var work = step.work();
      if (work instanceof Work.Act act) {
        action(act.action().text(), act.with());
      } else if (work instanceof Work.Call call) {
        called(step, call, comes).all();
      } else if (work instanceof Work.Group group) {
        List.of(group.steps(), group.rescue(), group.always()).forEach(this::steps);
      }
      var settings = step.settings();
      if (settings.undo() instanceof Step.Undo.Other other) {
        action(other.action().text(), other.with());
      } else if (settings.undo() instanceof Step.Undo.Same same) {
        undo(step, same);
      }
      if (settings.doneIf() != null) {
        action(settings.doneIf().action().text(), settings.doneIf().with());
      }
    }

    /** What takes a call back is kept with all that its runbook declares. */
    private void undo(Step step, Step.Undo.Same same) {
      if (step.work() instanceof Work.Act act) {
        action(act.action().text(), Plan.merged(act.with(), same));
      } else if (step.work() instanceof Work.Call call) {
        var with = Plan.merged(call.with(), same);
        var back = called(step, new Work.Call(call.file(), with), key -> true);
        back.all();
        back.runbook.connections().forEach(back::connection);
      }
    }

    private void action(String name, Value.Entries with) {
      reads(with);
      var type = plan.catalog().action(name).flatMap(action -> action.connectionType());
      type.ifPresent(of -> connection(of, with.entry("connection").map(Value.Entry::value)));
    }

    /** A name that is not known before the step could mean any of its type. */
    private void connection(String type, Optional<Value> named) {
      var name = named.flatMap(Reach::constant);
      var meant =
          runbook.connections().stream()
              .filter(c -> c.type().text().equals(type))
              .filter(c -> name.isEmpty() || name.get().equals(c.name().text()))
              .toList();
      if (named.isPresent() || meant.size() == 1) {
        meant.forEach(this::connection);
      }
    }

    private void connection(Declaration.Connection connection) {
      var name = connection.name().text();
      if (!connection.given()) {
        reads(connection.settings());
      } else if (!around.connection(name) && reported.add("connection " + name)) {
        problems.error(
            connection.name().span(),
            "connection `" + name + "` is not given",
            "give it in a site file: `--site FILE`");
      }
    }

    /** As its caller knows it; whether one that is given is there. */
    private boolean connection(String name) {
      var declared =
          runbook.connections().stream().filter(c -> c.name().text().equals(name)).findFirst();
      declared.ifPresent(this::connection);
      return declared.isPresent();
    }

    private Place called(Step step, Work.Call call, Predicate<String> comes) {
      reads(call.with());
      var inner = plan.called(runbook, call);
      var outer = this;
      var given =
          new Around() {
            @Override
            public Result secret(String name) {
              var declared = declared(inner, name);
              if (declared != null && declared.from() != null) {
                return store.value(declared, declared.from(), Frame.folder(inner.path()));
              }
              return call.with().entry(name).isPresent()
                  ? Result.of(null)
                  : outer.around.secret(name);
            }

            @Override
            public boolean connection(String name) {
              return outer.connection(Calling.connectionFor(name, call.with()));
            }
          };
      return new Place(inner, given, prefix + step.id().text() + "/", comes);
    }

    private void reads(Value value) {
      Reach.this.reads(value, around::secret);
    }
  }

  private void reads(Value value, Function<String, Result> secret) {
    for (var reference : references(value)) {
      if (reference.path().size() > 1 && reference.path().get(0).equals("secrets")) {
        var read = secret.apply(reference.path().get(1));
        if (read instanceof Result.Missing missing && reported.add(missing.reason())) {
          problems.error(reference.spans().get(1), missing.reason(), missing.hint());
        }
      }
    }
  }

  /** Returns all that a value reads. */
  static List<Reference> references(Value value) {
    if (value instanceof Value.Scalar scalar) {
      return scalar.template().expressions().stream()
          .flatMap(expression -> expression.references().stream())
          .toList();
    }
    var parts =
        value instanceof Value.Items items
            ? items.items().stream()
            : ((Value.Entries) value).entries().stream().map(Value.Entry::value);
    return parts.flatMap(part -> references(part).stream()).toList();
  }

  private static Declaration.@Nullable Secret declared(Runbook runbook, String name) {
    return runbook.secrets().stream()
        .filter(secret -> secret.name().text().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static Optional<String> constant(Value value) {
    return value instanceof Value.Scalar scalar ? scalar.template().constant() : Optional.empty();
  }
}
