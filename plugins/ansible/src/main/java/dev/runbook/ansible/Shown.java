package dev.runbook.ansible;

import dev.runbook.action.Call;

/** Shows what ansible does while it does it. */
record Shown(Call call, Told told) implements Ansible.Audience {
  @Override
  public void event(Event event) {
    told.accept(event);
    event.text("text").lines().forEach(call::line);
    if (event.kind().equals("task")) {
      call.progress(event.text("task"));
    }
  }

  @Override
  public void line(String line) {
    call.line(line);
  }
}
