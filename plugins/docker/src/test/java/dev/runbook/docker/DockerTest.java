package dev.runbook.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.runbook.action.Action;
import dev.runbook.action.FakeCall;
import dev.runbook.action.Outcome;
import dev.runbook.action.Secret;
import dev.runbook.action.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The actions with a real engine and a real registry. */
@Tag("once")
@Timeout(120)
class DockerTest {
  private static Engine engine;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    engine = Engine.start();
  }

  @AfterAll
  static void stop() {
    if (engine != null) {
      engine.close();
    }
  }

  /** Runs an action to its answer, as the engine does. */
  private <O> Outcome<O> outcome(Action<O> action) throws Exception {
    Map<String, ?> token = Map.of();
    while (true) {
      try (var call = new FakeCall(folder).withToken(token)) {
        var outcome = action.run(call);
        if (!(outcome instanceof Outcome.NotYet<O> notYet)) {
          return outcome;
        }
        token = notYet.token();
      }
    }
  }

  private <O> O done(Action<O> action) throws Exception {
    var outcome = outcome(action);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<O>) outcome).outputs();
  }

  private <O> String failed(Action<O> action) throws Exception {
    var outcome = outcome(action);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed<O>) outcome).reason();
  }

  private Build build(@Nullable String text, String tag, boolean push) {
    return new Build(
        engine.connection(),
        folder,
        null,
        text,
        List.of(tag),
        Map.of("WHO", "world"),
        Map.of("team", "site"),
        Map.of(),
        null,
        false,
        false,
        push,
        "host",
        null);
  }

  private static final String HELLO =
      """
      FROM lab/base:1
      ARG WHO
      RUN echo "hello $WHO" > /hello
      CMD ["cat", "/hello"]
      """;

  @Test
  void anImageIsBuiltFromTheDockerfileOfAFolder() throws Exception {
    Files.writeString(folder.resolve("Dockerfile"), HELLO);
    var built = done(build(null, "lab/folder:1", false));
    assertThat(built.image_id()).startsWith("sha256:");
    assertThat(built.digest()).isNull();
    assertThat(built.size()).isPositive();
    assertThat(engine.must("docker run --rm --network host lab/folder:1")).isEqualTo("hello world");
    assertThat(engine.must("docker inspect -f '{{.Config.Labels.team}}' lab/folder:1"))
        .isEqualTo("site");
  }

  @Test
  void aBuildArgumentIsInNoArgumentOfAProcess() throws Exception {
    try (var call = new FakeCall(folder)) {
      build(HELLO, "lab/argv:1", false).run(call);
      assertThat(call.commands().get(0).arguments()).noneMatch(word -> word.contains("world"));
      assertThat(call.commands().get(0).environment()).containsEntry("WHO", "world");
    }
  }

  @Test
  void aCommandOfTheDockerfileThatFailsFailsTheStep() throws Exception {
    assertThat(failed(build("FROM lab/base:1\nRUN false\n", "lab/red:1", false)))
        .startsWith("the image was not built: ")
        .contains("false", "non-zero code: 1");
  }

  @Test
  void aPushTellsWhatTheTagNamedBeforeAndIsTakenBack() throws Exception {
    var tag = engine.registry() + "/site:v1";
    var first = done(build(HELLO, tag, true));
    assertThat(first.before()).isNull();
    assertThat(first.digest()).isEqualTo(engine.digest("site", "v1"));
    assertThat(build(HELLO, tag, true).undo(first)).isEmpty();

    var second = done(build(HELLO + "RUN echo more > /more\n", tag, true));
    assertThat(second.before()).isEqualTo(first.digest());
    assertThat(second.digest()).isEqualTo(engine.digest("site", "v1")).isNotEqualTo(first.digest());

    var undo = build(HELLO, tag, true).undo(second).orElseThrow();
    assertThat(undo.preview(new FakeCall(folder)).text())
        .isEqualTo("let " + tag + " name " + first.digest());
    done(undo);
    assertThat(engine.digest("site", "v1")).isEqualTo(first.digest());
    assertThat(((RestoreTags.Outputs) done(undo)).restored()).isEmpty();
  }

  @Test
  void whatSomebodyElsePushedInTheMeantimeIsLeft() throws Exception {
    var tag = engine.registry() + "/contested:v1";
    done(build(HELLO, tag, true));
    var second = done(build(HELLO + "RUN echo second > /more\n", tag, true));
    var third = done(build(HELLO + "RUN echo third > /more\n", tag, true));
    assertThat(failed(build(HELLO, tag, true).undo(second).orElseThrow()))
        .contains(third.digest(), "is not what was pushed: left as it is");
  }

  @Test
  void aPushThatWasCutOffStillKnowsWhatWasThereBefore() throws Exception {
    var tag = engine.registry() + "/crash:v1";
    var first = done(build(HELLO, tag, true));
    var again = build(HELLO + "RUN echo again > /more\n", tag, true);
    try (var noting = new FakeCall(folder)) {
      var noted = (Outcome.NotYet<Build.Outputs>) again.run(noting);
      assertThat(again.run(new FakeCall(folder).withToken(noted.token())))
          .isInstanceOf(Outcome.Done.class);
      var resumed = again.run(new FakeCall(folder).withToken(noted.token()));
      assertThat(((Outcome.Done<Build.Outputs>) resumed).outputs().before())
          .isEqualTo(first.digest());
    }
  }

  @Test
  void anImageIsPushedUnderAnotherNameAndPulled() throws Exception {
    var tag = engine.registry() + "/base:v2";
    var push = new Push(engine.connection(), tag, Engine.BASE);
    var pushed = done(push);
    assertThat(pushed.changed()).isTrue();
    assertThat(done(push).changed()).isFalse();
    engine.must("docker rmi " + tag);
    var pull = new Pull(engine.connection(), tag, null);
    assertThat(done(pull).changed()).isTrue();
    assertThat(done(pull).changed()).isFalse();
  }

  @Test
  void whatTheRegistryDoesNotHaveIsSaid() throws Exception {
    var tag = engine.registry() + "/nothing:v9";
    assertThat(failed(new Pull(engine.connection(), tag, null)))
        .startsWith("`" + tag + "` was not pulled: ")
        .contains("nothing");
    assertThat(failed(new Push(engine.connection(), tag, null)))
        .startsWith("`" + tag + "` was not pushed: ");
  }

  @Test
  void aLayerThatIsCutInTheMiddleIsAnAccidentAndNothingOfTheImageIsThere() throws Exception {
    Files.write(folder.resolve("noise"), noise());
    done(build("FROM scratch\nCOPY noise /noise\n", engine.registry() + "/cut:v1", true));
    engine.must("docker rmi " + engine.registry() + "/cut:v1");
    try (var registry = SpoiledRegistry.breakingOff(engine.registry())) {
      var tag = registry.address() + "/cut:v1";

      assertThat(accident(new Pull(engine.connection(), tag, null)))
          .startsWith("`" + tag + "` was not pulled: ")
          .endsWith("EOF");
      assertThat(engine.must("docker image ls -q " + tag)).isEmpty();
    }
    done(new Pull(engine.connection(), engine.registry() + "/cut:v1", null));
  }

  /** What no layer makes short. */
  private static byte[] noise() {
    var noise = new byte[1_000_000];
    new Random(1).nextBytes(noise);
    return noise;
  }

  private String accident(Action<?> action) {
    var accident = catchThrowable(() -> outcome(action));
    assertThat(accident).isInstanceOf(IOException.class);
    return String.valueOf(accident.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "429, TOOMANYREQUESTS, toomanyrequests: slow down",
    "500, UNKNOWN, received unexpected HTTP status: 500 No",
    "503, UNAVAILABLE, received unexpected HTTP status: 503 No"
  })
  void aRegistryThatCannotAnswerNowIsAnAccident(int status, String code, String reason)
      throws Exception {
    try (var registry = SpoiledRegistry.answering(status, code, "slow down")) {
      var tag = registry.address() + "/site:v1";

      assertThat(accident(new Pull(engine.connection(), tag, null)))
          .isEqualTo("`" + tag + "` was not pulled: " + reason);
      assertThat(accident(new Push(engine.connection(), tag, Engine.BASE)))
          .startsWith("the registry does not tell: ");
    }
  }

  @Test
  void aRegistryThatIsDownIsAnAccident() {
    var tag = "127.0.0.1:1/site:v1";

    assertThat(accident(new Pull(engine.connection(), tag, null)))
        .startsWith("`" + tag + "` was not pulled: ")
        .endsWith("connection refused");
    assertThat(accident(new Push(engine.connection(), tag, Engine.BASE)))
        .startsWith("the registry does not tell: ")
        .endsWith("connection refused");
  }

  @Test
  void aRegistryThatWantsALoginIsAnAnswer() throws Exception {
    try (var registry = SpoiledRegistry.answering(401, "UNAUTHORIZED", "authentication required")) {
      var tag = registry.address() + "/site:v1";
      var login = "no basic auth credentials; log in with `docker login`, or check the name";

      assertThat(failed(new Pull(engine.connection(), tag, null)))
          .startsWith("`" + tag + "` was not pulled: ")
          .endsWith(login);
      assertThat(failed(new Push(engine.connection(), tag, Engine.BASE)))
          .startsWith("the registry does not tell: ")
          .endsWith(login);
    }
  }

  private Run command(String... words) {
    return new Run(
        engine.connection(),
        Engine.BASE,
        List.of(words),
        null,
        Map.of("GREETING", "salut"),
        List.of(new Mount(folder.toString(), "/inside", false)),
        "/inside",
        null,
        "none",
        new Size(64 << 20),
        0.5,
        null,
        true);
  }

  @Test
  void aCommandRunsInAContainerThatIsGoneAfterwards() throws Exception {
    var run = command("sh", "-c", "echo $GREETING; echo oops >&2; echo made > file");
    var ran = done(run);
    assertThat(ran.stdout().text()).isEqualTo("salut");
    assertThat(ran.stderr().text()).isEqualTo("oops");
    assertThat(folder.resolve("file")).hasContent("made");
    assertThat(engine.must("docker ps -a -q")).isEmpty();
  }

  @Test
  void anExitCodeIsABadAnswer() throws Exception {
    assertThat(failed(command("sh", "-c", "echo broken >&2; exit 7")))
        .isEqualTo("exit code 7: broken");
    assertThat(failed(command("nothing"))).contains("nothing");
    assertThat(engine.must("docker ps -a -q")).isEmpty();
  }

  @Test
  void aContainerIsFollowedAfterACrashAndEndedWhenItIsGivenUp() throws Exception {
    var run =
        command(
            "sh", "-c", "echo begun; while ! test -e /inside/go; do sleep 0.1; done; echo gone on");
    var token = ((Outcome.NotYet<Run.Outputs>) run.run(new FakeCall(folder))).token();
    var call = new FakeCall(folder).withToken(token);
    var running = CompletableFuture.supplyAsync(() -> interrupted(run, call));
    awaitContainer();
    call.cancellation().request();
    assertThat(running.get(20, TimeUnit.SECONDS)).isTrue();

    Files.createFile(folder.resolve("go"));
    var followed = (Outcome.Done<Run.Outputs>) run.run(new FakeCall(folder).withToken(token));
    assertThat(followed.outputs().stdout().text()).isEqualTo("begun\ngone on");

    Files.delete(folder.resolve("go"));
    var given = ((Outcome.NotYet<Run.Outputs>) run.run(new FakeCall(folder))).token();
    var last = new FakeCall(folder).withToken(given);
    var left = CompletableFuture.supplyAsync(() -> interrupted(run, last));
    awaitContainer();
    last.cancellation().request();
    assertThat(left.get(20, TimeUnit.SECONDS)).isTrue();
    run.abandon(new FakeCall(folder).withToken(given));
    assertThat(engine.must("docker ps -a -q")).isEmpty();
  }

  private static boolean interrupted(Run run, FakeCall call) {
    try {
      run.run(call);
      return false;
    } catch (InterruptedException e) {
      return true;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitContainer() throws Exception {
    engine.must("timeout 30 sh -c 'until docker ps -q | grep -q . ; do sleep 0.1; done'");
  }

  @Test
  void whatNothingUsesIsRemovedAndTheSpaceCounted() throws Exception {
    engine.must("docker create --network none --label prune=yes lab/base:1 true");
    var prune =
        new Prune(
            engine.connection(), List.of(Prune.Kind.CONTAINERS), false, List.of("label=prune"));
    assertThat(prune.preview(new FakeCall(folder).whileProbing()).found())
        .anyMatch(line -> line.startsWith("Containers: "));
    assertThat(engine.must("docker ps -a -q --filter label=prune")).isNotEmpty();
    assertThat(done(prune).freed()).isNotNegative();
    assertThat(engine.must("docker ps -a -q --filter label=prune")).isEmpty();
    var wrong =
        new Prune(engine.connection(), List.of(Prune.Kind.IMAGES), false, List.of("no=way"));
    assertThat(failed(wrong)).startsWith("images were not removed: ");
  }

  @Test
  void aProbeAsksAndChangesNothing() throws Exception {
    var tag = engine.registry() + "/probed:v1";
    // images of the same second are listed in any order
    var all = "{ docker image ls -a -q --no-trunc; docker ps -a -q; } | sort";
    var before = engine.must(all);
    var look = new FakeCall(folder).whileProbing();
    var preview = build(HELLO, tag, true).preview(look);
    assertThat(preview.found()).hasSize(2).contains(tag + " is not there yet");
    assertThat(preview.found().get(0)).startsWith("engine ").endsWith(" answers");
    assertThat(new Pull(engine.connection(), "lab/none:1", null).preview(look).found())
        .containsExactly("lab/none:1 is not there yet");
    assertThat(command("true").preview(look).found().get(0)).startsWith("lab/base:1 is sha256:");
    assertThat(engine.must(all)).isEqualTo(before);
  }

  @Test
  void withoutAnEngineOrACommandLineTheMessageSaysWhich() {
    var nowhere = new DockerConnection(null, "unix:///nowhere/docker.sock", null, "docker");
    assertThatThrownBy(() -> outcome(new Pull(nowhere, "a:1", null)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "no Docker engine answers at unix:///nowhere/docker.sock: start it");
    var missing = new DockerConnection(null, null, null, "no-such-docker");
    assertThatThrownBy(() -> outcome(new Pull(missing, "a:1", null)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("there is no program `no-such-docker`; Docker's command line is");
  }

  @Test
  void aSecretOfABuildIsInNoArgument() throws Exception {
    var build =
        new Build(
            engine.connection(),
            folder,
            null,
            HELLO,
            List.of(),
            Map.of(),
            Map.of(),
            Map.of("token", new Secret("hunter2hunter2")),
            null,
            false,
            false,
            false,
            null,
            null);
    try (var call = new FakeCall(folder)) {
      build.run(call);
      var command = call.commands().get(0);
      assertThat(command.arguments()).noneMatch(word -> word.contains("hunter2"));
      assertThat(command.environment()).containsValue("hunter2hunter2");
    }
  }

  @Test
  void argumentsThatContradictAreRefused() {
    assertThatThrownBy(() -> new DockerConnection("a", "b", null, "docker"))
        .hasMessageContaining("`context` and `host`");
    assertThatThrownBy(
            () ->
                new Build(
                    null, folder, folder, "FROM x", List.of(), Map.of(), Map.of(), Map.of(), null,
                    false, false, false, null, null))
        .hasMessageContaining("`dockerfile` and `dockerfile_text`");
  }
}
