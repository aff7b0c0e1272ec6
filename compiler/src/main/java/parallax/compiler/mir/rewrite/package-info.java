/**
 * From machine functions to machine functions that are easier to allocate: copies go, constants of
 * loops exist once, critical edges get blocks of their own, and blocks that nothing reaches are
 * left out.
 *
 * <p>Input and output are verified machine functions in SSA form; the input is left as it was, and
 * virtual registers keep their numbers. It knows neither IR nor registers nor what an allocator
 * does with its output.
 *
 * <p>Begin with {@link parallax.compiler.mir.rewrite.AllocationForm}.
 */
package parallax.compiler.mir.rewrite;
