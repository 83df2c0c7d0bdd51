package dev.runbook;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the arrows between the packages, as the table of the architecture has them. */
@Tag("once")
class ArchitectureTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.runbook");

  /** What each package may use itself; what those use comes with them. */
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("run", List.of("plan", "standing", "journal", "process", "secret", "load")),
          Map.entry("scenario", List.of("run")),
          Map.entry("standing", List.of("journal")),
          Map.entry("journal", List.of("json", "action")),
          Map.entry("plan", List.of("catalog", "model", "expression", "diagnostic")),
          Map.entry("catalog", List.of("action", "model", "diagnostic", "json")),
          Map.entry("load", List.of("model", "expression", "diagnostic")),
          Map.entry("model", List.of("expression", "text")),
          Map.entry("expression", List.of("diagnostic", "text", "json")),
          Map.entry("diagnostic", List.of("text")),
          Map.entry("json", List.of()),
          Map.entry("text", List.of()),
          Map.entry("action", List.of()),
          Map.entry("secret", List.of()),
          Map.entry("process", List.of("action", "secret")));

  private static final Map<String, String> LIBRARIES =
      Map.of("com.google.gson", "json", "org.snakeyaml", "load");

  static Set<String> packages() {
    return new TreeSet<>(ARROWS.keySet());
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageUsesOnlyThoseBelowIt(String name) {
    var allowed = new TreeSet<String>();
    collect(name, allowed);
    var named = allowed.stream().map(ArchitectureTest::full).toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(full(name))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.runbook..").and(not(resideInAnyPackage(named))))
        .allowEmptyShould(true)
        .check(CORE);
  }

  private static void collect(String name, Set<String> found) {
    if (found.add(name)) {
      ARROWS.getOrDefault(name, List.of()).forEach(below -> collect(below, found));
    }
  }

  private static String full(String name) {
    return "dev.runbook." + name + "..";
  }

  @Test
  void everyPackageHasItsArrows() {
    var known = new TreeSet<String>();
    for (var type : CORE) {
      known.add(type.getPackageName().replace("dev.runbook.", ""));
    }
    assertThat(ARROWS.keySet()).containsAll(known);
  }

  @Test
  void packagesFormNoCircle() {
    slices().matching("dev.runbook.(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void anOutsideLibraryIsImportedInOnePackage() {
    LIBRARIES.forEach(
        (library, owner) ->
            noClasses()
                .that(not(resideInAPackage(full(owner))))
                .should()
                .dependOnClassesThat(resideInAPackage(library + ".."))
                .check(CORE));
    var known = new ArrayList<String>(List.of("java..", "dev.runbook..", "org.jspecify.."));
    LIBRARIES.keySet().forEach(library -> known.add(library + ".."));
    classes()
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(known.toArray(String[]::new)))
        .check(CORE);
  }

  @Test
  void onlyTheEngineThatRunsSleepsOrReadsTheTime() {
    var rules =
        List.of(
            noClasses().that(elsewhere()).should().callMethod(Thread.class, "sleep", long.class),
            noClasses().that(elsewhere()).should().callMethod(Instant.class, "now"),
            noClasses().that(elsewhere()).should().callMethod(Clock.class, "systemUTC"),
            noClasses().that(elsewhere()).should().callMethod(Clock.class, "systemDefaultZone"),
            noClasses().that(elsewhere()).should().callMethod(System.class, "currentTimeMillis"));
    rules.forEach(rule -> rule.check(CORE));
  }

  @Test
  void onlyTheEngineThatRunsReadsTheEnvironment() {
    noClasses().that(elsewhere()).should().callMethod(System.class, "getenv").check(CORE);
    noClasses()
        .that(elsewhere())
        .should()
        .callMethod(System.class, "getenv", String.class)
        .check(CORE);
  }

  @Test
  void nothingWritesToTheTerminalOrEndsTheProgram() {
    noClasses().should().accessField(System.class, "out").check(CORE);
    noClasses().should().accessField(System.class, "err").check(CORE);
    noClasses().should().callMethod(System.class, "exit", int.class).check(CORE);
    noClasses().should().callMethod(Runtime.class, "exit", int.class).check(CORE);
    noClasses().should().callMethod(Runtime.class, "halt", int.class).check(CORE);
  }

  private static DescribedPredicate<JavaClass> elsewhere() {
    return not(resideInAnyPackage(full("run"), full("process")));
  }
}
