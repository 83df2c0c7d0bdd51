package dev.runbook.scenario;

import dev.runbook.diagnostic.Report;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Verdicts as JUnit XML, which build servers read. */
public final class JunitReport {
  private JunitReport() {}

  /**
   * Returns the document.
   *
   * @param verdicts by the name of the scenario file
   */
  public static String of(Map<String, List<Verdict>> verdicts) {
    var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    verdicts.forEach((file, all) -> suite(file, all, text));
    return text.append("</testsuites>\n").toString();
  }

  private static void suite(String file, List<Verdict> verdicts, StringBuilder text) {
    var failures = verdicts.stream().filter(verdict -> !verdict.isGood()).count();
    text.append("  <testsuite name=\"").append(escaped(file));
    text.append("\" tests=\"").append(verdicts.size());
    text.append("\" failures=\"").append(failures).append("\">\n");
    verdicts.forEach(verdict -> test(file, verdict, text));
    text.append("  </testsuite>\n");
  }

  private static void test(String file, Verdict verdict, StringBuilder text) {
    var seconds = BigDecimal.valueOf(verdict.took().toMillis(), 3).toPlainString();
    text.append("    <testcase classname=\"").append(escaped(file));
    text.append("\" name=\"").append(escaped(verdict.scenario()));
    text.append("\" time=\"").append(seconds).append('"');
    if (verdict.isGood()) {
      text.append("/>\n");
      return;
    }
    text.append(">\n      <failure message=\"");
    text.append(escaped(verdict.problems().get(0).message())).append("\">");
    text.append(escaped(Report.of(verdict.problems()))).append("</failure>\n");
    text.append("      <system-out>").append(escaped(verdict.story())).append("</system-out>\n");
    text.append("    </testcase>\n");
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  /** XML 1.0, production 2 (Char). */
  private static boolean isXml(int c) {
    if (c < 0x20) {
      return c == '\t' || c == '\n' || c == '\r';
    }
    return c < 0xD800 || (c >= 0xE000 && c < 0xFFFE) || c > 0xFFFF;
  }
}
