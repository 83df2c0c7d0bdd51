package dev.runbook.standing;

import java.util.List;

/**
 * What is filled in at a gate.
 *
 * @param type a type of the language, such as {@code integer}
 * @param required whether a decision without it does not count
 */
public record Field(String name, String type, boolean required) {

  /** Returns the names of those that must be filled in. */
  public static List<String> required(List<Field> fields) {
    return fields.stream().filter(Field::required).map(Field::name).toList();
  }
}
