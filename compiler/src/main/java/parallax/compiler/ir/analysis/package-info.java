/**
 * Facts about the control flow and the values of one {@link parallax.compiler.ir.Function}.
 *
 * <p>Input: a function, not changed here (except by {@link
 * parallax.compiler.ir.analysis.FlowGraph#prune}). Output: immutable answers, side tables by value
 * or block number; they describe the function as it was and are thrown away when its blocks change.
 * It knows no pass that uses it. Nothing here recurses, so the depth of a graph is of no matter.
 *
 * <p>Begin with {@link parallax.compiler.ir.analysis.FlowGraph}.
 */
package parallax.compiler.ir.analysis;
