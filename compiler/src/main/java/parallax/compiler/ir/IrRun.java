package parallax.compiler.ir;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import parallax.compiler.CompilerBug;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.ir.IrCode.Step;

/**
 * One call into an {@link IrInstance}, with its own stack of frames.
 *
 * <p>All frames lie in one array of values: a frame's slots begin at its base, the next frame's
 * after them. What the caller goes on with is kept beside, one entry for each open call.
 */
final class IrRun {
  /** Operands of a {@link Step#STATE} step; fewer are filled up. */
  static final int STATE_OPERANDS = 3;

  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);
  private static final Step[] STEPS = Step.values();
  private static final Op[] OPS = Op.values();
  private static final TrapKind[] TRAPS = TrapKind.values();
  private static final long UNSIGNED = 0xFFFF_FFFFL;

  /** The address at which a run ends. */
  private static final int END = -1;

  private final IrInstance instance;
  private final IrInterpreter interpreter;
  private final List<ModuleIr.FunctionDeclaration> functions;
  private final IrMemory[] memories;
  private final long[] globals;
  private final IrStateSteps state;

  private long[] values = new long[256];
  private IrCode current;
  private int base;
  // The open calls: code, base and address of the results in the words of the caller.
  private IrCode[] callers = new IrCode[16];
  private int[] callerBases = new int[16];
  private int[] resumes = new int[16];
  private int depth;
  private IrResult result;

  IrRun(final IrInstance instance) {
    this.instance = instance;
    this.interpreter = instance.interpreter();
    this.functions = instance.module().functions();
    this.memories = instance.memories();
    this.globals = instance.globals();
    this.state = new IrStateSteps(instance);
  }

  private static VarHandle view(final Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /** A bit pattern as values of a type are held. */
  static long fit(final Type type, final long bits) {
    return type == Type.I32 || type == Type.F32 ? (int) bits : bits;
  }

  IrResult invoke(final int function, final long[] args) {
    final ModuleIr.FunctionDeclaration declaration = functions.get(function);
    final List<Type> params = declaration.signature().params();
    if (args.length != params.size()) {
      throw new IllegalArgumentException(args.length + " arguments for " + declaration.signature());
    }
    final long[] fitted = new long[args.length];
    for (int i = 0; i < args.length; i++) {
      fitted[i] = fit(params.get(i), args[i]);
    }
    if (declaration.isImport()) {
      final long[] results = host(declaration, fitted);
      return results == null ? result : new IrResult.Returned(results);
    }
    final IrCode code = interpreter.code(function);
    final IrLimits limits = instance.limits();
    if (limits.depth() < 1 || code.frameSize() > limits.slots()) {
      return new IrResult.Trapped(TrapKind.CALL_STACK_EXHAUSTED, -1, function);
    }
    values = new long[Math.max(values.length, code.frameSize())];
    System.arraycopy(fitted, 0, values, 0, fitted.length);
    current = code;
    execute();
    return result;
  }

  private void execute() {
    int[] code = current.words();
    long[] slots = values;
    int frame = base;
    int pc = 0;
    long fuel = instance.fuel();
    long given = fuel;
    while (pc != END) {
      if (fuel <= 0) {
        result = new IrResult.OutOfFuel();
        break;
      }
      fuel--;
      pc =
          switch (STEPS[code[pc]]) {
            case CONST -> {
              slots[frame + code[pc + 1]] = (code[pc + 2] & UNSIGNED) | ((long) code[pc + 3] << 32);
              yield pc + 4;
            }
            case UNARY_I32 -> {
              final long a = slots[frame + code[pc + 3]];
              slots[frame + code[pc + 2]] = OPS[code[pc + 1]].evaluate(Type.I32, a, 0);
              yield pc + 4;
            }
            case UNARY_I64 -> {
              final long a = slots[frame + code[pc + 3]];
              slots[frame + code[pc + 2]] = OPS[code[pc + 1]].evaluate(Type.I64, a, 0);
              yield pc + 4;
            }
            case UNARY_F32 -> {
              final long a = slots[frame + code[pc + 3]];
              slots[frame + code[pc + 2]] = OPS[code[pc + 1]].evaluate(Type.F32, a, 0);
              yield pc + 4;
            }
            case UNARY_F64 -> {
              final long a = slots[frame + code[pc + 3]];
              slots[frame + code[pc + 2]] = OPS[code[pc + 1]].evaluate(Type.F64, a, 0);
              yield pc + 4;
            }
            case CONVERT -> {
              final long a = slots[frame + code[pc + 3]];
              slots[frame + code[pc + 2]] = OPS[code[pc + 1]].evaluate(null, a, 0);
              yield pc + 4;
            }
            case BINARY_I32 -> {
              final long a = slots[frame + code[pc + 3]];
              final long b = slots[frame + code[pc + 4]];
              slots[frame + code[pc + 2]] = OPS[code[pc + 1]].evaluate(Type.I32, a, b);
              yield pc + 5;
            }
            case BINARY_I64 -> {
              final long a = slots[frame + code[pc + 3]];
              final long b = slots[frame + code[pc + 4]];
              slots[frame + code[pc + 2]] = OPS[code[pc + 1]].evaluate(Type.I64, a, b);
              yield pc + 5;
            }
            case BINARY_F32 -> {
              final long a = slots[frame + code[pc + 3]];
              final long b = slots[frame + code[pc + 4]];
              slots[frame + code[pc + 2]] = OPS[code[pc + 1]].evaluate(Type.F32, a, b);
              yield pc + 5;
            }
            case BINARY_F64 -> {
              final long a = slots[frame + code[pc + 3]];
              final long b = slots[frame + code[pc + 4]];
              slots[frame + code[pc + 2]] = OPS[code[pc + 1]].evaluate(Type.F64, a, b);
              yield pc + 5;
            }
            case SELECT -> {
              final int chosen = slots[frame + code[pc + 2]] != 0 ? code[pc + 3] : code[pc + 4];
              slots[frame + code[pc + 1]] = slots[frame + chosen];
              yield pc + 5;
            }
            case IS_ZERO -> {
              slots[frame + code[pc + 1]] = slots[frame + code[pc + 2]] == 0 ? 1 : 0;
              yield pc + 3;
            }
            case REF_TYPE -> {
              slots[frame + code[pc + 1]] = notNull(slots[frame + code[pc + 2]]) >> 32;
              yield pc + 3;
            }
            case LOAD_8_S, LOAD_8_U, LOAD_16_S, LOAD_16_U, LOAD_32_S, LOAD_32_U, LOAD_64 -> {
              final IrMemory memory = memories[code[pc + 3]];
              final Step step = STEPS[code[pc]];
              final long at = (slots[frame + code[pc + 2]] & UNSIGNED) + (code[pc + 4] & UNSIGNED);
              if (at + 8 > memory.bytes.length
                  && !memory.reach(at, width(step), code[pc + 5] != 0)) {
                yield trap(TrapKind.OUT_OF_BOUNDS_MEMORY, pc);
              }
              slots[frame + code[pc + 1]] = read(step, memory.bytes, (int) at);
              yield pc + 6;
            }
            case STORE_8, STORE_16, STORE_32, STORE_64 -> {
              final IrMemory memory = memories[code[pc + 3]];
              final Step step = STEPS[code[pc]];
              final long at = (slots[frame + code[pc + 2]] & UNSIGNED) + (code[pc + 4] & UNSIGNED);
              if (at + 8 > memory.bytes.length
                  && !memory.reach(at, width(step), code[pc + 5] != 0)) {
                yield trap(TrapKind.OUT_OF_BOUNDS_MEMORY, pc);
              }
              write(step, memory.bytes, (int) at, slots[frame + code[pc + 1]]);
              yield pc + 6;
            }
            case DATA_LOAD -> {
              final long at = (slots[frame + code[pc + 2]] & UNSIGNED) + (code[pc + 4] & UNSIGNED);
              slots[frame + code[pc + 1]] =
                  readData(STEPS[code[pc + 5]], instance.data(code[pc + 3]), at);
              yield pc + 6;
            }
            case GLOBAL_GET -> {
              slots[frame + code[pc + 1]] = globals[code[pc + 2]];
              yield pc + 3;
            }
            case GLOBAL_SET -> {
              globals[code[pc + 2]] = slots[frame + code[pc + 1]];
              yield pc + 3;
            }
            case SLOT_LOAD -> {
              final long index = slots[frame + code[pc + 2]] & UNSIGNED;
              slots[frame + code[pc + 1]] = instance.table(code[pc + 3]).load(index);
              yield pc + 4;
            }
            case STATE -> {
              final TrapKind kind = state.execute(OPS[code[pc + 1]], code, pc + 2, slots, frame);
              yield kind == null ? pc + 5 + STATE_OPERANDS : trap(kind, pc);
            }
            case CALL, CALL_REF -> {
              instance.consume(given - fuel);
              final int next = call(pc);
              fuel = instance.fuel();
              given = fuel;
              code = current.words();
              slots = values;
              frame = base;
              yield next;
            }
            case RETURN -> {
              final int next = leave(pc);
              code = current.words();
              frame = base;
              yield next;
            }
            case TRAP_IF ->
                slots[frame + code[pc + 1]] == 0 ? pc + 3 : trap(TRAPS[code[pc + 2]], pc);
            case TRAP -> trap(TRAPS[code[pc + 1]], pc);
            case JUMP -> follow(code, pc + 1, slots, frame);
            case BR_IF -> {
              final int edge = slots[frame + code[pc + 1]] != 0 ? code[pc + 2] : code[pc + 3];
              yield follow(code, edge, slots, frame);
            }
            case SWITCH -> {
              final long index = slots[frame + code[pc + 1]] & UNSIGNED;
              final int chosen = (int) Math.min(index, code[pc + 2] - 1);
              yield follow(code, code[pc + 3 + chosen], slots, frame);
            }
          };
    }
    instance.consume(given - fuel);
  }

  private static int follow(final int[] code, final int edge, final long[] slots, final int frame) {
    final int end = edge + 2 + 2 * code[edge + 1];
    for (int at = edge + 2; at < end; at += 2) {
      slots[frame + code[at + 1]] = slots[frame + code[at]];
    }
    return code[edge];
  }

  private static long width(final Step step) {
    return switch (step) {
      case LOAD_8_S, LOAD_8_U, STORE_8 -> 1;
      case LOAD_16_S, LOAD_16_U, STORE_16 -> 2;
      case LOAD_32_S, LOAD_32_U, STORE_32 -> 4;
      default -> 8;
    };
  }

  private static long read(final Step step, final byte[] bytes, final int at) {
    return switch (step) {
      case LOAD_8_S -> bytes[at];
      case LOAD_8_U -> bytes[at] & 0xFF;
      case LOAD_16_S -> (short) SHORT.get(bytes, at);
      case LOAD_16_U -> (short) SHORT.get(bytes, at) & 0xFFFF;
      case LOAD_32_S -> (int) INT.get(bytes, at);
      case LOAD_32_U -> (int) INT.get(bytes, at) & UNSIGNED;
      default -> (long) LONG.get(bytes, at);
    };
  }

  private static long readData(final Step step, final byte[] bytes, final long at) {
    if (at + width(step) > bytes.length) {
      throw new CompilerBug("reads data segment at " + at + " of " + bytes.length);
    }
    return read(step, bytes, (int) at);
  }

  private static void write(final Step step, final byte[] bytes, final int at, final long value) {
    switch (step) {
      case STORE_8 -> bytes[at] = (byte) value;
      case STORE_16 -> SHORT.set(bytes, at, (short) value);
      case STORE_32 -> INT.set(bytes, at, (int) value);
      default -> LONG.set(bytes, at, value);
    }
  }

  private static long notNull(final long reference) {
    if (reference == 0) {
      throw new CompilerBug("null where the program has checked that it is not");
    }
    return reference;
  }

  private int trap(final TrapKind kind, final int pc) {
    result = new IrResult.Trapped(kind, current.sourceOffset(pc), current.function());
    return END;
  }

  /** Executes a call or a call by reference and gives the address to go on at. */
  private int call(final int pc) {
    final int[] code = current.words();
    if (STEPS[code[pc]] == Step.CALL) {
      return enter(code[pc + 1], pc, pc + 2);
    }
    final long reference = notNull(values[base + code[pc + 1]]);
    final int function = (int) reference - 1;
    if (function < 0 || function >= functions.size()) {
      throw new CompilerBug("calls what is no function: " + reference);
    }
    if ((int) (reference >> 32) != code[pc + 2]
        || functions.get(function).typeId() != code[pc + 2]) {
      throw new CompilerBug("calls function " + function + " as type " + code[pc + 2]);
    }
    return enter(function, pc, pc + 3);
  }

  private int enter(final int function, final int pc, final int arguments) {
    final int[] code = current.words();
    final int count = code[arguments];
    final int results = arguments + 1 + count;
    final ModuleIr.FunctionDeclaration declaration = functions.get(function);
    if (declaration.isImport()) {
      final long[] args = new long[count];
      for (int i = 0; i < count; i++) {
        args[i] = values[base + code[arguments + 1 + i]];
      }
      final long[] given = host(declaration, args);
      if (given == null) {
        return END;
      }
      for (int i = 0; i < given.length; i++) {
        values[base + code[results + 1 + i]] = given[i];
      }
      return results + 1 + given.length;
    }
    final IrCode callee = interpreter.code(function);
    final int calleeBase = base + current.frameSize();
    final IrLimits limits = instance.limits();
    if (depth + 1 >= limits.depth() || callee.frameSize() > limits.slots() - calleeBase) {
      return trap(TrapKind.CALL_STACK_EXHAUSTED, pc);
    }
    if (calleeBase + callee.frameSize() > values.length) {
      final long wanted = Math.max(calleeBase + callee.frameSize(), 2L * values.length);
      values = Arrays.copyOf(values, (int) Math.min(wanted, limits.slots()));
    }
    for (int i = 0; i < count; i++) {
      values[calleeBase + i] = values[base + code[arguments + 1 + i]];
    }
    if (depth == callers.length) {
      callers = Arrays.copyOf(callers, 2 * depth);
      callerBases = Arrays.copyOf(callerBases, 2 * depth);
      resumes = Arrays.copyOf(resumes, 2 * depth);
    }
    callers[depth] = current;
    callerBases[depth] = base;
    resumes[depth++] = results;
    current = callee;
    base = calleeBase;
    return 0;
  }

  private int leave(final int pc) {
    final int[] code = current.words();
    if (depth == 0) {
      final long[] returned = new long[code[pc + 1]];
      for (int i = 0; i < returned.length; i++) {
        returned[i] = values[base + code[pc + 2 + i]];
      }
      result = new IrResult.Returned(returned);
      return END;
    }
    final int from = base;
    depth--;
    current = callers[depth];
    callers[depth] = null;
    base = callerBases[depth];
    final int[] resumed = current.words();
    final int results = resumes[depth];
    final int count = resumed[results];
    for (int i = 0; i < count; i++) {
      values[base + resumed[results + 1 + i]] = values[from + code[pc + 2 + i]];
    }
    return results + 1 + count;
  }

  /** Makes a host call; null when it ended the run. */
  private long[] host(final ModuleIr.FunctionDeclaration declaration, final long[] args) {
    final long[] given;
    try {
      given = instance.host().call(declaration.host(), args, instance);
    } catch (final IrHost.Stop stop) {
      result = new IrResult.HostStop(stop);
      return null;
    }
    final List<Type> types = declaration.signature().results();
    if (given.length != types.size()) {
      throw new CompilerBug(
          "host call " + declaration.host() + " gave " + given.length + " results");
    }
    final long[] fitted = new long[given.length];
    for (int i = 0; i < given.length; i++) {
      fitted[i] = fit(types.get(i), given[i]);
    }
    return fitted;
  }
}
