/**
 * The text of the contract, which is packed with its tests.
 *
 * <p>{@link dev.alloc.tck.contract.RuleBook} reads RULES.md, {@link dev.alloc.tck.contract.Rule} is
 * what a heading or a method's name says of a rule, so that both can simply be compared.
 */
@NullMarked
package dev.alloc.tck.contract;

import org.jspecify.annotations.NullMarked;
