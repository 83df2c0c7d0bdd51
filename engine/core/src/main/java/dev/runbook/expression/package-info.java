/**
 * Conditions and templates: grammar, types, unknowns, scopes.
 *
 * <p>The way of an expression: {@link dev.runbook.expression.Lexer} cuts it into words, {@link
 * dev.runbook.expression.Parser} makes a tree, {@link dev.runbook.expression.TypeCheck} finds types
 * and mistakes before anything runs, {@link dev.runbook.expression.Evaluator} decides what is
 * needed, known and missing, and {@link dev.runbook.expression.Computation} computes what is known.
 *
 * <p><b>Why no expression language of others.</b> The tree is needed anyway: names, types, unknowns
 * and what is evaluated at all are decided on it, and no text of an operator may reach a language
 * that can do more than read. Until it was measured, MVEL computed what was left, as calls of our
 * functions: 180 ms for its first use, 1 ms for each further expression and 15 to 30 microseconds
 * for an evaluation that takes the tree less than 1, for no value that the tree does not give.
 *
 * <p>Where the page on the language is silent:
 *
 * <ul>
 *   <li>Texts: {@code \n \t \r \\ \' \"} are escapes, any other backslash stands for itself, so
 *       that {@code '\d+'} is a pattern; a character cannot be written by its code.
 *   <li>Numbers: {@code 1.80}, {@code 1e3}; none begins with 0 but 0 itself. At most 1000 digits.
 *       {@code %} has the sign of its left side. {@code /} rounds half up.
 *   <li>{@code list[-1]} is the last element; beyond the ends it is missing. A part of null is
 *       missing.
 *   <li>{@code has(x)} is false for null too: it is true where {@code default(x, y)} is x. Both
 *       take what is missing from a name, also through {@code ? :}; in arithmetic it is an error.
 *   <li>{@code ==} between different types is an error; inside lists and maps such elements are
 *       merely different. {@code x in list} is an error if the list has elements, but none of the
 *       type of x. {@code in} also finds a text in a text and a key in a map.
 *   <li>Texts are ordered by the codes of their characters, capitals first.
 *   <li>Durations are added, subtracted, and multiplied and divided by numbers; the difference of
 *       two instants is a duration.
 *   <li>Null in a text is an error; as the only thing in it, it stays null.
 *   <li>Where the left side of {@code and} and {@code or} is unknown, a mistake on the right side
 *       is not reported: it may not be needed. An unknown condition of {@code ? :} makes the whole
 *       unknown.
 *   <li>A secret can be put into a text, list or map, and be given to {@code quote}, {@code json},
 *       {@code join} and {@code default}; other functions do not take it, because what they make of
 *       it could not be masked.
 *   <li>The parts of {@code inputs}, {@code steps} and the like are written out, never computed.
 * </ul>
 *
 * <p>The functions: {@link dev.runbook.expression.Functions}.
 *
 * <p>Depends on: diagnostic, text, json.
 */
@NullMarked
package dev.runbook.expression;

import org.jspecify.annotations.NullMarked;
