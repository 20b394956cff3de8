/**
 * Keeps the text of the contract and its tests the same.
 *
 * <p>{@link dev.alloc.tck.rulebook.RuleBook} reads RULES.md, {@link dev.alloc.tck.rulebook.Rule} is
 * what a heading or a method's name says of a rule, so that both can simply be compared.
 */
@NullMarked
package dev.alloc.tck.rulebook;

import org.jspecify.annotations.NullMarked;
