package dev.runbook.http;

import dev.runbook.action.Action;
import dev.runbook.action.Plugin;
import java.util.List;

/** The actions for HTTP. */
public final class HttpPlugin implements Plugin {

  @Override
  public String name() {
    return "http";
  }

  @Override
  public List<Class<? extends Action<?>>> actions() {
    return List.of(HttpRequest.class, HttpDownload.class);
  }
}
