package parallax.compiler.mir;

import parallax.compiler.abi.TrapKind;

/**
 * What a panic or fault at an instruction means.
 *
 * @param kind why
 * @param sourceOffset byte offset in the source module, -1 when there is none
 */
public record TrapSite(TrapKind kind, int sourceOffset) {}
