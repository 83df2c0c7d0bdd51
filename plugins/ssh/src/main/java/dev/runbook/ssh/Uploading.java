package dev.runbook.ssh;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import dev.runbook.ssh.client.Refusal;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries out {@link Upload} and {@link Restore}. */
record Uploading(Manifest manifest, String state, boolean replace) {

  static Outcome<FileOutputs> run(Upload upload, Call call) throws Exception {
    try {
      var file = RemoteFile.of(upload.to());
      var from = call.directory().resolve(upload.from());
      var manifest = Manifest.of(from, file.name(), mode(upload.mode()));
      var uploading = new Uploading(manifest, manifest.state(), upload.replace());
      var setting = Setting.plain(upload.sudo());
      setting.check();
      var rollout = new Rollout(upload.max_parallel(), upload.batches(), upload.max_failures());
      return new Errand(upload.connection(), upload.hosts(), rollout)
          .visit(
              call,
              (place, visits) -> new Carrying(visits, place, file, setting).told(uploading::upload),
              results -> FileOutputs.of(results, uploading.state()));
    } catch (Unfit e) {
      return Outcome.failed(e.reason());
    } catch (NoSuchFileException e) {
      return Outcome.failed(upload.from() + " is not there");
    }
  }

  static Outcome<FileOutputs> run(Restore restore, Call call) throws Exception {
    try {
      var file = RemoteFile.of(restore.path());
      var setting = Setting.plain(restore.sudo());
      var rollout = new Rollout(restore.max_parallel(), List.of(), null);
      return new Errand(restore.connection(), restore.hosts(), rollout)
          .visit(
              call,
              (place, visits) ->
                  new Carrying(visits, place, file, setting).told(c -> restore(restore, c)),
              results -> FileOutputs.of(results, null));
    } catch (Unfit e) {
      return Outcome.failed(e.reason());
    }
  }

  private static String restore(Restore restore, Carrying to)
      throws Refusal, Unfit, IOException, InterruptedException {
    var kept = !restore.anew().contains(to.place().name());
    to.visits().ask(to.place(), to.file().restore(restore.state(), kept), to.setting());
    return "";
  }

  private @Nullable String upload(Carrying to)
      throws Refusal, Unfit, IOException, InterruptedException {
    var there = to.look();
    if (there.state().equals(state)) {
      return null;
    }
    if (there.is("folder") && !replace) {
      throw new Unfit(
          to.file().shown() + " is a folder there: `replace: true` replaces it and all in it");
    }
    var setting = new Setting(null, Map.of(), () -> new Tar(manifest), to.setting().sudo());
    var said = to.visits().ask(to.place(), to.file().receive(state), setting);
    return said.text().isBlank() ? "" : to.file().before();
  }

  private static @Nullable Integer mode(@Nullable String octal) throws Unfit {
    if (octal == null) {
      return null;
    }
    if (!octal.matches("0?[0-7]{3}")) {
      throw new Unfit("`" + octal + "` is no mode: write three octal digits, such as 0640");
    }
    return Integer.parseInt(octal, 8);
  }
}
