package dev.runbook.standing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person should know before deciding at a gate, in lines without secrets.
 *
 * @param leads what each choice leads to, as far as not every choice does
 * @param anyway what follows whatever is chosen, unless it is rejected
 * @param tolerated the steps that have failed so far without ending the run, and why
 */
public record Outlook(
    Map<String, List<String>> leads, List<String> anyway, List<String> tolerated) {
  /** Nothing is known of what comes. */
  public static final Outlook NONE = new Outlook(Map.of(), List.of(), List.of());

  /** Reads what a journal keeps of it. */
  public static Outlook of(Map<String, ?> opened) {
    var leads = new LinkedHashMap<String, List<String>>();
    var kept = StandingReader.map(opened, "leads");
    kept.keySet().forEach(choice -> leads.put(choice, StandingReader.texts(kept, choice)));
    return new Outlook(
        leads, StandingReader.texts(opened, "anyway"), StandingReader.texts(opened, "tolerated"));
  }

  public Outlook {
    leads = Collections.unmodifiableMap(new LinkedHashMap<>(leads));
    anyway = List.copyOf(anyway);
    tolerated = List.copyOf(tolerated);
  }
}
