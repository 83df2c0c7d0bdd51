package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Words;
import dev.runbook.model.Library;
import dev.runbook.model.Runbook;
import dev.runbook.model.Step;
import dev.runbook.model.Word;
import dev.runbook.model.Work;
import dev.runbook.text.Source;
import dev.runbook.text.Span;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a runbook and all that it calls, each once, in the order they are called. */
final class LibraryReader {
  private static final int MOST = 1000;
  private static final int DEEPEST = 50;
  private static final int LONGEST_TEMPLATE = 1 << 20;

  private final Problems problems;
  private final Files files;
  private final Map<Path, Runbook> read = new LinkedHashMap<>();
  private final Map<Path, Source> templates = new LinkedHashMap<>();
  private final Map<Path, Boolean> exists = new HashMap<>();
  private final List<Path> callers = new ArrayList<>();

  LibraryReader(Problems problems, Files files) {
    this.problems = problems;
    this.files = files;
  }

  Optional<Library> read(Path file) {
    var path = file.toAbsolutePath().normalize();
    read(path, file, null);
    var top = read.get(path);
    return top == null ? Optional.empty() : Optional.of(new Library(top, read, templates));
  }

  /** Returns a file's text; empty if it cannot be read, which is reported. */
  Optional<Source> source(Path path, String name, @Nullable Span asked) {
    var named = Words.name(name);
    try {
      return new Decoder(problems, name, asked).decode(files.read(path));
    } catch (NoSuchFileException e) {
      problems.error(
          asked,
          "there is no file " + named,
          asked == null ? "check the path" : "it is looked for beside the file that names it");
    } catch (FileSystemException e) {
      problems.error(
          asked,
          "cannot read " + named,
          e.getReason() == null ? "check its permissions" : e.getReason());
    } catch (IOException e) {
      problems.error(asked, "cannot read " + named, e.getMessage());
    }
    return Optional.empty();
  }

  private void read(Path path, Path name, @Nullable Span asked) {
    var source = source(path, name.toString(), asked);
    exists.put(path, source.isPresent());
    if (source.isEmpty()) {
      return;
    }
    var errors = problems.count();
    var root = YamlReader.read(source.get(), problems);
    if (root.isEmpty()) {
      if (errors == problems.count()) {
        problems.error(
            asked, Words.name(name.toString()) + " is empty", "begin it with `runbook: NAME`");
      }
      return;
    }
    var reader = new RunbookReader(source.get(), problems, file -> template(file, path, name));
    var runbook = reader.read(path, root.get(), asked != null);
    runbook.ifPresent(found -> calls(found, name));
  }

  /** Returns the text that an action of a runbook fills in. */
  private Optional<Source> template(Word file, Path runbook, Path name) {
    try {
      var path = runbook.resolveSibling(file.text()).normalize();
      if (!templates.containsKey(path)) {
        var shown = name.resolveSibling(file.text()).normalize().toString();
        source(path, shown, file.span())
            .filter(text -> fits(file, text))
            .ifPresent(text -> templates.put(path, text));
      }
      return Optional.ofNullable(templates.get(path));
    } catch (InvalidPathException e) {
      problems.error(
          file.span(), Words.name(file.text()) + " is not a path", "write the path of a text file");
      return Optional.empty();
    }
  }

  private boolean fits(Word file, Source template) {
    var isShort = template.text().length() <= LONGEST_TEMPLATE;
    if (!isShort) {
      problems.error(
          file.span(),
          Words.name(file.text()) + " is larger than 1 MiB",
          "copy a file by `file.sync` or a command; a template is filled in");
    }
    return isShort;
  }

  private void calls(Runbook runbook, Path name) {
    read.put(runbook.path(), runbook);
    callers.add(runbook.path());
    Stream.of(
            runbook.steps(),
            runbook.rescue(),
            runbook.always(),
            runbook.notices().gate(),
            runbook.notices().failure(),
            runbook.notices().success())
        .forEach(steps -> calls(steps, name));
    callers.remove(callers.size() - 1);
  }

  private void calls(List<Step> steps, Path name) {
    for (var step : steps) {
      if (step.work() instanceof Work.Call call) {
        call(call.file(), name);
      } else if (step.work() instanceof Work.Group group) {
        Stream.of(group.steps(), group.rescue(), group.always())
            .forEach(inner -> calls(inner, name));
      }
    }
  }

  private void call(Word file, Path caller) {
    Path name;
    try {
      name = caller.resolveSibling(file.text()).normalize();
    } catch (InvalidPathException e) {
      problems.error(
          file.span(), Words.name(file.text()) + " is not a path", "write the path of a runbook");
      return;
    }
    var path = callers.get(callers.size() - 1).resolveSibling(file.text()).normalize();
    var around = around(path);
    if (around.isPresent()) {
      circle(file, around.get());
    } else if (Boolean.FALSE.equals(exists.get(path))) {
      source(path, name.toString(), file.span());
    } else if (!exists.containsKey(path)) {
      if (callers.size() == DEEPEST || exists.size() == MOST) {
        problems.error(
            file.span(),
            "too many runbooks",
            "at most " + MOST + " call each other, " + DEEPEST + " deep");
      } else {
        read(path, name, file.span());
      }
    }
  }

  /**
   * Returns the caller that this is, perhaps by another name: a folder can hold a link to itself.
   */
  private Optional<Path> around(Path path) {
    return callers.stream().filter(caller -> isSame(caller, path)).findFirst();
  }

  private boolean isSame(Path caller, Path path) {
    try {
      return caller.equals(path) || files.real(caller).equals(files.real(path));
    } catch (IOException e) {
      return false; // who reads it says what is wrong
    }
  }

  private void circle(Word file, Path path) {
    var names = new ArrayList<String>();
    callers.subList(callers.indexOf(path), callers.size()).forEach(each -> names.add(name(each)));
    names.add(name(path));
    var calls = String.join(" calls ", names.stream().map(Words::name).toList());
    problems.error(
        file.span(),
        "a runbook cannot call itself: " + calls,
        "repeat steps by `for_each` or `until`");
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
