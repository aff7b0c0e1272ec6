package parallax.compiler.ir;

/** What implements the imports of a program that the {@link IrInterpreter} runs. */
@FunctionalInterface
public interface IrHost {
  /** A host for programs without host calls: any call ends the run. */
  IrHost NONE =
      (index, args, instance) -> {
        throw new Stop("host call " + index + " and no host");
      };

  /**
   * A host call.
   *
   * @param index {@link ModuleIr.FunctionDeclaration#host()} of the import
   * @param args one bit pattern for each parameter, i32 and f32 sign-extended; may be kept
   * @param instance the caller's state, which may be read and changed, and invoked again
   * @return one bit pattern for each result; of i32 and f32 the low 32 bits count
   * @throws Stop to end the run
   */
  long[] call(int index, long[] args, IrInstance instance);

  /** Ends the run; {@link IrResult.HostStop} carries it. Hosts that have more to say extend it. */
  class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Stop(final String message) {
      super(message, null, false, false);
    }
  }
}
