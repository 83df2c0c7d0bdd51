package dev.runbook.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.catalog.Catalog;
import dev.runbook.catalog.FakePlugin;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import dev.runbook.expression.Escapes;
import dev.runbook.json.Json;
import dev.runbook.load.Loader;
import dev.runbook.model.ActionFile;
import dev.runbook.model.Runbook;
import dev.runbook.model.Scenarios;
import dev.runbook.model.Site;
import dev.runbook.plan.Places.Taken;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What does more than read values is refused in every place where an expression can stand. The
 * places are those of the model: a new one fails here until {@code places/} takes it.
 */
@Tag("once")
class EscapesTest {
  private static final Catalog CATALOG = Catalog.of(List.of(new FakePlugin()));
  private static final List<String> FILES =
      List.of("runbook.yaml", "called.yaml", "site.yaml", "action.yaml", "runbook.test.yaml");

  private final Map<Path, String> files = new LinkedHashMap<>();

  EscapesTest() throws Exception {
    for (var name : FILES) {
      var file = Path.of("src/test/resources/places", name);
      files.put(path(name), Files.readString(file));
    }
  }

  private static Path path(String name) {
    return Path.of("/places", name);
  }

  private static Loader loader(Map<Path, String> texts, Problems problems) {
    return new Loader(
        problems,
        file -> {
          var text = texts.get(file);
          if (text == null) {
            throw new NoSuchFileException(file.toString());
          }
          return text.getBytes(StandardCharsets.UTF_8);
        });
  }

  private static List<Object> read(Map<Path, String> texts, String name, Problems problems) {
    var loader = loader(texts, problems);
    return switch (name) {
      case "site.yaml" -> List.copyOf(loader.site(path(name)).stream().toList());
      case "action.yaml" -> List.copyOf(loader.action(path(name)).stream().toList());
      case "runbook.test.yaml" -> List.copyOf(loader.scenarios(path(name)).stream().toList());
      default ->
          loader.salvage(path("runbook.yaml")).stream()
              .<Object>flatMap(library -> library.all().values().stream())
              .toList();
    };
  }

  private List<Taken> places() throws ReflectiveOperationException {
    var problems = new Problems();
    var read = new ArrayList<Object>();
    for (var name : List.of("runbook.yaml", "site.yaml", "action.yaml", "runbook.test.yaml")) {
      read.addAll(read(files, name, problems));
    }
    assertThat(problems.hasErrors()).as(Report.of(problems.inFileOrder())).isFalse();
    return Places.taken(read);
  }

  @Test
  void everyPlaceOfTheModelIsTried() throws Exception {
    var all = Places.of(Runbook.class, Site.class, ActionFile.class, Scenarios.class);
    assertThat(Set.copyOf(places().stream().map(Taken::name).toList())).isEqualTo(all);
  }

  @Test
  void noEscapeCanBeReadInAnyPlace() throws Exception {
    for (var place : places()) {
      for (var text : Escapes.TEXTS) {
        var problems = new Problems();
        read(with(place, text), name(place), problems);
        refused(place, text, problems);
      }
    }
  }

  @Test
  void noNameOfJavaStandsForAnythingInAnyPlaceOfARunbook() throws Exception {
    for (var place : places()) {
      if (name(place).equals("runbook.yaml")) {
        for (var text : Escapes.NAMES) {
          var problems = new Problems();
          loader(with(place, text), problems)
              .salvage(path("runbook.yaml"))
              .ifPresent(library -> Plan.of(library, CATALOG, problems));
          refused(place, text, problems);
        }
      }
    }
  }

  private static String name(Taken place) {
    return Path.of(place.span().source().name()).getFileName().toString();
  }

  private static String written(Taken place, String text) {
    return Json.write(place.isCondition() ? text : "${" + text + "}");
  }

  private static void refused(Taken place, String text, Problems problems) {
    var from = place.span().start();
    assertThat(problems.inFileOrder())
        .as(place + ": " + text)
        .anySatisfy(problem -> isIn(problem, from, from + written(place, text).length()));
  }

  private static void isIn(Diagnostic problem, int from, int to) {
    assertThat(problem.severity()).isEqualTo(Diagnostic.Severity.ERROR);
    assertThat(Objects.requireNonNull(problem.span()).start()).isBetween(from, to);
  }

  /** Returns the files with another text in one place. */
  private Map<Path, String> with(Taken place, String text) {
    var old = place.span().source().text();
    var end = place.span().start() + place.span().length();
    var before = old.substring(0, place.span().start());
    var changed = before + written(place, text) + old.substring(end);
    var others = new LinkedHashMap<>(files);
    others.replaceAll((file, content) -> content.equals(old) ? changed : content);
    return others;
  }
}
