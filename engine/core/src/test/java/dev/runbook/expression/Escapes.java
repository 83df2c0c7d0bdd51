package dev.runbook.expression;

import java.util.List;

/**
 * What other expression languages do beyond reading values: those of MVEL, as somebody tries it.
 */
public final class Escapes {

  /** MVEL 2.6 takes each of them; ours none. */
  public static final List<String> TEXTS =
      List.of(
          // methods, constructors and classes
          "Runtime.getRuntime().exec('id')",
          "java.lang.Runtime.getRuntime().exec('id')",
          "System.exit(1)",
          "(System).exit(1)",
          "System.getenv('HOME')",
          "Thread.sleep(1)",
          "inputs.getClass()",
          "inputs.name.toUpperCase()",
          "inputs.name.?length()",
          "'x'.getClass().forName('java.lang.Runtime')",
          "'x'.class.forName('java.lang.Runtime')",
          "Class.forName('java.lang.Runtime')",
          "inputs['name'].concat('x')",
          "[1].toArray()",
          "['a' : 1].clear()",
          "new String('x')",
          "new java.io.File('/tmp/x').delete()",
          "new java.util.Scanner(System.in)",
          "new int[3]",
          "new String[] {'a', 'b'}",
          "(String) 1",
          "(int) 1",
          "import java.io.File; 1",
          "import java.io.*; 1",
          "import_static java.lang.Math.max; max(1, 2)",
          // assignments and side effects
          "x = 1",
          "x == 1; 2",
          "inputs.name = 'x'",
          "inputs['name'] = 'x'",
          "int x = 1",
          "var x = 1; x",
          "x = 1; x += 1",
          "x = 1; x -= 1",
          "x = 1; x++",
          "x = 1; ++x",
          "x = 1; x--",
          "x = y = 1",
          "with (inputs) { name = 'x' }",
          "inputs.{ name = 'x' }",
          // functions, blocks and control
          "def f(y) { y } f(1)",
          "def (y) { y }",
          "function f(y) { y }; f(1)",
          "if (true) { 1 } else { 2 }",
          "foreach (x : [1]) { x }",
          "for (int i = 0; i < 9; i++) { i }",
          "while (false) { 1 }",
          "do { 1 } while (false)",
          "until (true) { 1 }",
          "return 1",
          "assert true",
          "1; 2",
          "/* x */ 1",
          "1 // x",
          // projections and folds
          "($ in [1, 2] if $ > 1)",
          "(name in inputs if name != null)",
          "($ + 1 in [1])",
          // operators
          "isdef inputs",
          "1 instanceof Integer",
          "1 is Integer",
          "inputs contains 'x'",
          "'a' soundslike 'b'",
          "'a' strsim 'b'",
          "1 convertable_to Integer",
          "'a' ~= 'b'",
          "'a' # 'b'",
          "1 << 2",
          "1 >> 2",
          "1 >>> 2",
          "1 & 2",
          "1 | 2",
          "1 ^ 2",
          "~1",
          "2 ** 3",
          // literals
          "{'a', 'b'}",
          "['a' : 1]",
          "1B",
          "1L",
          "1.5f",
          "0x1F",
          "$",
          "\\u0052untime");

  /** Names of MVEL; they stand for nothing here. */
  public static final List<String> NAMES =
      List.of(
          "Runtime",
          "System.out",
          "java.lang.System",
          "java.lang.Runtime",
          "Integer.MAX_VALUE",
          "String",
          "Class",
          "T(Runtime)",
          "this",
          "this.class",
          "nil",
          "empty",
          "f",
          "inputs.class",
          "inputs.getClass",
          "run.class",
          "len.class",
          "exec('id')",
          "getClass()",
          "(toUpperCase() in ['a'])",
          "forName('java.lang.Runtime')",
          "value(1)",
          "apply(1, 2)");

  private Escapes() {}
}
