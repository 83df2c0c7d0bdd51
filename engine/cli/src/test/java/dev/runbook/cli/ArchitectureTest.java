package dev.runbook.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.runbook.cli.console.Surroundings;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keeps the arrows between the rooms of the command line. */
@Tag("once")
class ArchitectureTest {
  private static final JavaClasses CLI =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.runbook.cli");

  @Test
  void theConsoleKnowsNeitherViewsNorCommands() {
    noClasses()
        .that(resideInAPackage("dev.runbook.cli.console"))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.runbook.cli.view"))
        .orShould()
        .dependOnClassesThat(resideInAPackage("dev.runbook.cli.command"))
        .orShould()
        .dependOnClassesThat(resideInAPackage("dev.runbook.run"))
        .check(CLI);
  }

  @Test
  void viewsKnowNoCommand() {
    noClasses()
        .that(resideInAPackage("dev.runbook.cli.view"))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.runbook.cli.command"))
        .check(CLI);
  }

  @Test
  void roomsFormNoCircle() {
    slices().matching("dev.runbook.cli.(*)..").should().beFreeOfCycles().check(CLI);
  }

  @Test
  void onlyCommandsKnowPicocli() {
    noClasses()
        .that(not(resideInAPackage("dev.runbook.cli.command")))
        .should()
        .dependOnClassesThat(resideInAPackage("picocli.."))
        .check(CLI);
  }

  @Test
  void noLibraryOfTheEngineOrOfAPluginIsUsed() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage("java..")
                .or(resideInAPackage("dev.runbook.."))
                .or(resideInAPackage("org.jspecify.."))
                .or(resideInAPackage("picocli..")))
        .check(CLI);
  }

  @Test
  void noPluginIsKnown() {
    for (var plugin : List.of("ansible", "docker", "git", "http", "jenkins", "shell", "ssh")) {
      noClasses()
          .should()
          .dependOnClassesThat(resideInAPackage("dev.runbook." + plugin + ".."))
          .check(CLI);
    }
  }

  @Test
  void onlyMainEndsTheProgram() {
    var main = not(type(Main.class));
    noClasses().that(main).should().callMethod(System.class, "exit", int.class).check(CLI);
    noClasses().that(main).should().callMethod(Runtime.class, "halt", int.class).check(CLI);
  }

  @Test
  void onlyTheSurroundingsReadTheEnvironment() {
    var others = not(type(Surroundings.class));
    noClasses().that(others).should().callMethod(System.class, "getenv").check(CLI);
    noClasses().should().callMethod(System.class, "getenv", String.class).check(CLI);
  }

  @Test
  void nothingPrintsPastTheConsole() {
    for (var stream : new String[] {"out", "err"}) {
      noClasses()
          .that(not(type(Training.class)))
          .should()
          .accessField(System.class, stream)
          .check(CLI);
    }
  }

  @Test
  void nothingSleeps() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CLI);
  }
}
