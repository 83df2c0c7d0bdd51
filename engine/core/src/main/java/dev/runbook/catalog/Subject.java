package dev.runbook.catalog;

/**
 * What a message about a value names: {@code argument `hosts[1].port`}.
 *
 * @param noun "argument", "setting", or empty
 */
record Subject(String noun, String path) {
  Subject item(int index) {
    return new Subject(noun, path + "[" + index + "]");
  }

  Subject key(String name) {
    return new Subject(noun, path + "." + name);
  }

  @Override
  public String toString() {
    return (noun.isEmpty() ? "" : noun + " ") + "`" + path + "`";
  }
}
