package parallax.compiler.frontend;

import parallax.compiler.InstanceSpec;
import parallax.compiler.binary.WasmModule;

/**
 * An instance that is to be translated.
 *
 * @param spec as it was asked for
 * @param module its module, which the validator has accepted
 */
public record InstanceModule(InstanceSpec spec, WasmModule module) {}
