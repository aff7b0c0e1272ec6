package parallax.oracle.engine;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import parallax.compiler.CompileException;
import parallax.compiler.binary.FuncType;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.host.HostTape;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;

/** What is left of an instantiation that did not succeed. */
record FailedInstance(Outcome instantiation, long cost, HostTape tape) implements EngineInstance {
  /** The compiler refused the module. */
  static FailedInstance refused(final CompileException refusal, final HostFunctions host) {
    return new FailedInstance(
        new Outcome.Rejected(refusal.getMessage(), refusal.feature()), 0, new HostTape(host));
  }

  /** The engine threw what it must not throw. */
  static FailedInstance crashed(final Throwable thrown, final HostFunctions host) {
    return new FailedInstance(Outcome.Fault.crash(thrown), 0, new HostTape(host));
  }

  @Override
  public Optional<FuncType> functionType(final String export) {
    throw none();
  }

  @Override
  public Outcome call(final String export, final List<WasmValue> args, final long budget) {
    throw none();
  }

  @Override
  public int memorySize() {
    throw none();
  }

  @Override
  public byte[] readMemory(final int address, final int length) {
    throw none();
  }

  @Override
  public void writeMemory(final int address, final byte[] bytes) {
    throw none();
  }

  @Override
  public SortedMap<String, WasmValue> globals() {
    throw none();
  }

  private IllegalStateException none() {
    return new IllegalStateException("there is no instance: " + instantiation);
  }
}
