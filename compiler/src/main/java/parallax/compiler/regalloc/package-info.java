/**
 * Register allocation: a pure function from a machine function to an {@link
 * parallax.compiler.regalloc.Allocation}, which says where every operand is and which moves stand
 * between instructions. The machine function is left as it was.
 *
 * <p>Any allocator's result is proved by {@code AllocationChecker}, which shares no code with the
 * allocators. Knows {@code mir} and {@code abi}; knows no IR.
 */
package parallax.compiler.regalloc;
