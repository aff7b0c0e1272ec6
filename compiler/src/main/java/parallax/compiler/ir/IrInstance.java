package parallax.compiler.ir;

import java.util.List;

/**
 * The state of a program that the {@link IrInterpreter} runs: memories, tables, globals, dropped
 * segments, fuel. It stays from one call to the next, also after a trap.
 */
public final class IrInstance {
  private static final long[] NO_ELEMENTS = {};
  private static final byte[] NO_BYTES = {};

  private final IrInterpreter interpreter;
  private final IrHost host;
  private final IrLimits limits;
  private final IrMemory[] memories;
  private final IrTable[] tables;
  private final long[] globals;
  private final byte[][] dataSegments;
  private final long[][] elementSegments;
  private final long[] memoryAddresses;
  private long fuel = Long.MAX_VALUE;
  private long executed;

  IrInstance(final IrInterpreter interpreter, final IrHost host, final IrLimits limits) {
    this.interpreter = interpreter;
    this.host = host;
    this.limits = limits;
    final ModuleIr module = interpreter.module();
    memories = module.memories().stream().map(IrMemory::new).toArray(IrMemory[]::new);
    memoryAddresses = new long[memories.length];
    tables = module.tables().stream().map(IrTable::new).toArray(IrTable[]::new);
    globals = module.globals().stream().mapToLong(global -> bits(global.initial())).toArray();
    dataSegments = module.dataSegments().toArray(byte[][]::new);
    elementSegments =
        module.elementSegments().stream()
            .map(segment -> segment.items().stream().mapToLong(this::bits).toArray())
            .toArray(long[][]::new);
    for (final ModuleIr.MemoryImage image : module.memoryImages()) {
      memories[image.memory()].write(image.address(), image.bytes());
    }
    for (final ModuleIr.TableImage image : module.tableImages()) {
      final List<ModuleIr.Constant> items = image.items();
      for (int i = 0; i < items.size(); i++) {
        tables[image.table()].set(Math.toIntExact(image.start() + i), bits(items.get(i)));
      }
    }
  }

  private long bits(final ModuleIr.Constant constant) {
    return constant.function() < 0
        ? constant.bits()
        : IrInterpreter.reference(interpreter.module(), constant.function());
  }

  public ModuleIr module() {
    return interpreter.module();
  }

  /**
   * Runs the init function of one instance; those before it come first, and nothing else of the
   * instance runs before.
   *
   * @param instance its position in the program; the only one may have no init function
   */
  public IrResult init(final int instance) {
    return module().inits().isEmpty()
        ? new IrResult.Returned(new long[0])
        : invoke(module().inits().get(instance), new long[0]);
  }

  /**
   * Runs the init functions of all instances in order.
   *
   * @return the result of the first that did not return, or of the last
   */
  public IrResult init() {
    IrResult result = new IrResult.Returned(new long[0]);
    for (final int init : module().inits()) {
      result = invoke(init, new long[0]);
      if (!(result instanceof IrResult.Returned)) {
        break;
      }
    }
    return result;
  }

  /**
   * Calls a function.
   *
   * @param function index in {@link ModuleIr#functions()}; may be an import
   * @param args one bit pattern for each parameter; of i32 and f32 the low 32 bits count
   */
  public IrResult invoke(final int function, final long[] args) {
    return new IrRun(this).invoke(function, args);
  }

  public IrMemory memory(final int index) {
    return memories[index];
  }

  /** Where a memory is taken to be on the machine; 0 unless it was said. */
  long memoryAddress(final int index) {
    return memoryAddresses[index];
  }

  /** Says where a memory is on the machine, for programs that tell their host. */
  public void setMemoryAddress(final int index, final long address) {
    memoryAddresses[index] = address;
  }

  public IrTable table(final int index) {
    return tables[index];
  }

  /** The bits of a global, i32 and f32 sign-extended. */
  public long global(final int index) {
    return globals[index];
  }

  /** Changes a global; of i32 and f32 the low 32 bits count. */
  public void setGlobal(final int index, final long bits) {
    globals[index] = IrRun.fit(module().globals().get(index).type(), bits);
  }

  /** True once the program has dropped the data segment. */
  public boolean isDataDropped(final int segment) {
    return dataSegments[segment] == NO_BYTES;
  }

  /** True once the program has dropped the element segment. */
  public boolean isElementsDropped(final int segment) {
    return elementSegments[segment] == NO_ELEMENTS;
  }

  /** The instructions that may still be executed. */
  public long fuel() {
    return fuel;
  }

  public void setFuel(final long instructions) {
    fuel = instructions;
  }

  /** The instructions executed so far. */
  public long executed() {
    return executed;
  }

  /** Takes instructions from the fuel and adds them to those executed. */
  void consume(final long instructions) {
    fuel -= instructions;
    executed += instructions;
  }

  IrInterpreter interpreter() {
    return interpreter;
  }

  IrHost host() {
    return host;
  }

  IrLimits limits() {
    return limits;
  }

  IrMemory[] memories() {
    return memories;
  }

  long[] globals() {
    return globals;
  }

  /** The bytes of a data segment: none once dropped. */
  byte[] data(final int segment) {
    return dataSegments[segment];
  }

  void dropData(final int segment) {
    dataSegments[segment] = NO_BYTES;
  }

  /** The references of an element segment: none once dropped. */
  long[] elements(final int segment) {
    return elementSegments[segment];
  }

  void dropElements(final int segment) {
    elementSegments[segment] = NO_ELEMENTS;
  }
}
