import com.google.gson.JsonStreamParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;

/** What the engine is measured against: the bare thing, in a process of its own. */
final class Yardstick {
  private Yardstick() {}

  public static void main(String[] words) throws Exception {
    var rest = List.of(words).subList(1, words.length);
    switch (words[0]) {
      case "hello" -> System.out.println("hello");
      case "sleep" -> Thread.sleep(Long.MAX_VALUE);
      case "appends" -> appends(Path.of(rest.get(0)), Integer.parseInt(rest.get(1)));
      case "children" -> children(Path.of(rest.get(0)), Integer.parseInt(rest.get(1)), rest.subList(2, rest.size()));
      case "compose" -> compose(Path.of(rest.get(0)));
      case "json" -> json(Path.of(rest.get(0)));
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  /** Appends lines, each on the disk before the next: what a journal cannot do without. */
  private static void appends(Path file, int count) throws IOException {
    try (var channel = open(file)) {
      for (var i = 0; i < count; i++) {
        append(channel);
      }
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void append(FileChannel channel) throws IOException {
    channel.write(ByteBuffer.wrap(("x".repeat(200) + "\n").getBytes(StandardCharsets.US_ASCII)));
    channel.force(false);
  }

  /** Starts a child, reads what it prints to its end, and appends twice, as a step of a run does. */
  private static void children(Path file, int count, List<String> command) throws Exception {
    try (var channel = open(file)) {
      for (var i = 0; i < count; i++) {
        append(channel);
        var child = new ProcessBuilder(command).redirectErrorStream(true).start();
        child.getOutputStream().write('\n');
        child.getOutputStream().close();
        child.getInputStream().readAllBytes();
        child.waitFor();
        append(channel);
      }
    }
  }

  private static void compose(Path file) throws IOException {
    var settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
    if (new Compose(settings).composeString(Files.readString(file)).isEmpty()) {
      throw new IOException("nothing in " + file);
    }
  }

  /** Reads lines of JSON and looks at a member of each. */
  private static void json(Path file) throws IOException {
    try (var reader = Files.newBufferedReader(file)) {
      for (var parser = new JsonStreamParser(reader); parser.hasNext(); ) {
        if (!parser.next().getAsJsonObject().has("seq")) {
          throw new IOException("no event in " + file);
        }
      }
    }
  }
}
