package dev.runbook.catalog;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.expression.Names;
import dev.runbook.expression.Type;
import dev.runbook.model.ActionFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An action of {@code actions.d}: its file is read when the action is first used. */
final class FileBlueprint implements Blueprint {
  private final String name;
  private final Path path;
  private final ActionFiles files;
  private final Map<String, ActionType> installed;
  private @Nullable ActionFile file;

  /**
   * @param name of the action
   * @param installed all actions, for those that take it back
   */
  FileBlueprint(String name, Path path, ActionFiles files, Map<String, ActionType> installed) {
    this.name = name;
    this.path = path;
    this.files = files;
    this.installed = installed;
  }

  String name() {
    return name;
  }

  /**
   * Returns what the file says.
   *
   * @throws UnusableException if it is wrong
   */
  synchronized ActionFile file() {
    var read = file;
    if (read == null) {
      var problems = new Problems();
      read = files.read(path, problems).orElse(null);
      if (read == null) {
        throw new UnusableException(problems.inFileOrder());
      }
      file = read;
    }
    return read;
  }

  @Override
  public Optional<String> doc() {
    return said(file -> Optional.ofNullable(file.description()), Optional.empty());
  }

  @Override
  public List<String> failures() {
    return said(ActionFile::failures, List.of());
  }

  /** Whoever lists actions need not know that one of them is broken. */
  private <T> T said(Function<ActionFile, T> part, T otherwise) {
    try {
      return part.apply(file());
    } catch (UnusableException e) {
      return otherwise;
    }
  }

  @Override
  public Anatomy anatomy() {
    var problems = new Problems();
    var read = file();
    var arguments = DeclaredForms.components(read.arguments(), FileAction::argumentsOf, problems);
    var given = DeclaredForms.components(read.outputs(), FileAction::outputsOf, problems);
    var outputs = new PartsForm(given, parts -> DeclaredForms.map(given, parts));
    var anatomy =
        new Anatomy(
            new PartsForm(
                arguments,
                parts -> new FileAction(this, DeclaredForms.map(arguments, parts), outputs)),
            outputs,
            Optional.empty(),
            read.undo() != null);
    checkPreview(read, anatomy, problems);
    checkProgram(read, problems);
    if (problems.hasErrors()) {
      throw new UnusableException(problems.inFileOrder());
    }
    return anatomy;
  }

  private static void checkPreview(ActionFile file, Anatomy anatomy, Problems problems) {
    var preview = file.preview();
    var names = new Names(Map.of("arguments", anatomy.arguments().fields("no argument")));
    if (preview != null && preview.check(names, problems) == Type.Plain.SECRET) {
      problems.error(preview.span(), "a preview cannot show a secret", "leave it out");
    }
  }

  private void checkProgram(ActionFile file, Problems problems) {
    var program = program(file);
    var span = file.program() == null ? file.source().span(0, 0) : file.program().span();
    var shown = "`" + program.getFileName() + "`";
    if (!Files.isRegularFile(program)) {
      var hint = "put it beside the file, or name another one: `program: FILE`";
      problems.error(span, "there is no program " + shown + " for the action", hint);
    } else if (!Files.isExecutable(program)) {
      problems.error(span, shown + " cannot be executed", "`chmod +x " + program + "`");
    }
  }

  /** Returns the program that does the work. */
  Path program() {
    return program(file());
  }

  private Path program(ActionFile file) {
    return path.resolveSibling(file.program() == null ? name : file.program().text()).normalize();
  }

  @Override
  public List<Diagnostic> wrongReferences(Anatomy own) {
    var undo = file().undo();
    if (undo == null) {
      return List.of();
    }
    var problems = new Problems();
    var span = undo.action().span();
    var type = installed.get(undo.action().text());
    if (type == null) {
      var near = Spelling.didYouMean(undo.action().text(), installed.keySet());
      var message = "no action `" + undo.action() + "` is installed";
      problems.error(span, message, near.orElse("`runbook actions` lists them"));
    } else if (type.needsConnection()) {
      var message = "`" + undo.action() + "` needs a connection, and an undo here has none";
      problems.error(span, message, "name another action of this folder");
    } else {
      type.checkArguments(undo.with(), span, names(own), problems);
    }
    return problems.inFileOrder();
  }

  private static Names names(Anatomy own) {
    return new Names(
        Map.of(
            "arguments", own.arguments().fields("no argument"),
            "output", own.outputs().fields("no output")));
  }

  /** Returns the action that takes this one back. */
  Optional<ActionType> undo() {
    return Optional.ofNullable(file().undo()).map(undo -> installed.get(undo.action().text()));
  }
}
