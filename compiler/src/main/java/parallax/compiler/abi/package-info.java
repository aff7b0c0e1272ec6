/**
 * The contracts that the stages share and no stage owns: trap kinds, registers, the calling
 * convention, the memory layout and the host-call manifest.
 *
 * <p>Everything here is data. Nothing here knows a stage. Begin with {@link
 * parallax.compiler.abi.TrapKind}, then {@link parallax.compiler.abi.RegisterConvention} and {@link
 * parallax.compiler.abi.MemoryLayout}.
 */
package parallax.compiler.abi;
