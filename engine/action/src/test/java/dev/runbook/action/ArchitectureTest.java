package dev.runbook.action;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keeps the plugin interface small, and free of everything but the JDK. */
@Tag("once")
class ArchitectureTest {
  @Test
  void theInterfaceDependsOnTheJdkOnly() {
    var types =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.runbook");

    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "dev.runbook.action")
        .check(types);
    classes().that().areNotInterfaces().should().haveModifier(JavaModifier.FINAL).check(types);
  }
}
