package parallax.oracle.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompilerOptions;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.MemArg;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;
import parallax.oracle.SmallModules;
import parallax.oracle.engine.Engine;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.engine.PvmEngine;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.host.HostTape;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;

/** An engine that lies about one thing is found out, by the right rule. */
final class PlantedDifferenceTest {
  private static final long FUEL = 100_000;

  /** What a lying engine changes; everything else is the machine's. */
  private interface Lie {
    default Outcome outcome(final Outcome outcome) {
      return outcome;
    }

    @SuppressWarnings("unused")
    default byte[] memory(final int address, final byte[] bytes) {
      return bytes;
    }

    default int memorySize(final int size) {
      return size;
    }

    default SortedMap<String, WasmValue> globals(final SortedMap<String, WasmValue> globals) {
      return globals;
    }

    default HostTape tape(final HostTape tape) {
      return tape;
    }
  }

  private record Liar(Engine honest, Lie lie) implements Engine {
    @Override
    public String name() {
      return "liar";
    }

    @Override
    public EngineInstance instantiate(
        final byte[] wasm, final HostFunctions host, final long budget) {
      return new LyingInstance(honest.instantiate(wasm, host, budget), lie);
    }
  }

  private record LyingInstance(EngineInstance honest, Lie lie) implements EngineInstance {
    @Override
    public Outcome instantiation() {
      return honest.instantiation();
    }

    @Override
    public Optional<FuncType> functionType(final String export) {
      return honest.functionType(export);
    }

    @Override
    public Outcome call(final String export, final List<WasmValue> args, final long budget) {
      return lie.outcome(honest.call(export, args, budget));
    }

    @Override
    public long cost() {
      return honest.cost();
    }

    @Override
    public int memorySize() {
      return lie.memorySize(honest.memorySize());
    }

    @Override
    public byte[] readMemory(final int address, final int length) {
      return lie.memory(address, honest.readMemory(address, length));
    }

    @Override
    public void writeMemory(final int address, final byte[] bytes) {
      honest.writeMemory(address, bytes);
    }

    @Override
    public SortedMap<String, WasmValue> globals() {
      return lie.globals(new TreeMap<>(honest.globals()));
    }

    @Override
    public HostTape tape() {
      return lie.tape(honest.tape());
    }
  }

  private static Verdict call(final Lie lie, final String export, final int arg) {
    final Engine honest = new PvmEngine(CompilerOptions.DEFAULT);
    final Differential run =
        Differential.start(
            SmallModules.stateful(),
            List.of(honest, new Liar(honest, lie)),
            HostFunctions.MIXING,
            FUEL);
    if (!(run.instantiation() instanceof Verdict.Agree)) {
      return run.instantiation();
    }
    return run.call(export, List.of(WasmValue.i32(arg)), FUEL);
  }

  private static void assertFound(final Verdict verdict, final String rule) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Difference.class,
            difference -> {
              assertThat(difference.rule()).isEqualTo(rule);
              assertThat(difference.engine()).isEqualTo("liar");
            });
  }

  private static Lie outcomes(final UnaryOperator<Outcome> change) {
    return new Lie() {
      @Override
      public Outcome outcome(final Outcome outcome) {
        return change.apply(outcome);
      }
    };
  }

  private static Lie byteAt(final int address) {
    return new Lie() {
      @Override
      public byte[] memory(final int at, final byte[] bytes) {
        if (address >= at && address < at + bytes.length) {
          bytes[address - at] ^= 1;
        }
        return bytes;
      }
    };
  }

  @Test
  void an_honest_engine_agrees() {
    assertThat(call(new Lie() {}, "work", 9))
        .isEqualTo(new Verdict.Agree(new Outcome.Returned(List.of(WasmValue.i32(27)))));
    assertThat(call(new Lie() {}, "trap", 9))
        .isEqualTo(new Verdict.AgreeTrap(TrapKind.UNREACHABLE));
  }

  @Test
  void another_result_is_a_difference() {
    final Lie lie = outcomes(o -> new Outcome.Returned(List.of(WasmValue.i32(28))));
    assertFound(call(lie, "work", 9), "result");
  }

  @Test
  void a_result_of_another_type_is_a_difference() {
    final Lie lie = outcomes(o -> new Outcome.Returned(List.of(WasmValue.i64(27))));
    assertFound(call(lie, "work", 9), "result");
  }

  @Test
  void no_result_is_a_difference() {
    assertFound(call(outcomes(o -> new Outcome.Returned(List.of())), "work", 9), "result");
  }

  @Test
  void another_trap_is_a_difference() {
    final Lie lie = outcomes(o -> new Outcome.Trapped(TrapKind.OUT_OF_BOUNDS_MEMORY, ""));
    assertFound(call(lie, "trap", 9), "trap-kind");
  }

  @Test
  void a_trap_instead_of_a_result_is_a_difference_and_the_other_way_round() {
    assertFound(
        call(outcomes(o -> new Outcome.Trapped(TrapKind.UNREACHABLE, "")), "work", 9), "outcome");
    assertFound(call(outcomes(o -> new Outcome.Returned(List.of())), "trap", 9), "outcome");
  }

  @Test
  void one_byte_of_memory_is_a_difference_wherever_it_is() {
    for (final int address : new int[] {0, 9, 101, 65_535}) {
      // The lie is already there after instantiation.
      assertFound(call(byteAt(address), "work", 9), "memory");
    }
  }

  @Test
  void memory_is_compared_after_a_trap_too() {
    final Lie lie =
        new Lie() {
          @Override
          public byte[] memory(final int at, final byte[] bytes) {
            // Undoes what "trap" writes before it traps.
            if (bytes[9] == 77) {
              bytes[9] = 0;
            }
            return bytes;
          }
        };
    assertFound(call(lie, "trap", 9), "memory");
    assertThat(call(lie, "work", 5)).isInstanceOf(Verdict.Agree.class);
  }

  @Test
  void another_size_of_memory_is_a_difference() {
    final Lie lie =
        new Lie() {
          @Override
          public int memorySize(final int size) {
            return size + 65_536;
          }
        };
    assertFound(call(lie, "work", 9), "memory-size");
  }

  @Test
  void one_global_is_a_difference() {
    final Lie lie =
        new Lie() {
          @Override
          public SortedMap<String, WasmValue> globals(final SortedMap<String, WasmValue> globals) {
            globals.computeIfPresent(
                "counter", (n, v) -> new WasmValue(ValType.I64, v.bits() ^ (1L << 63)));
            return globals;
          }
        };
    assertFound(call(lie, "work", 9), "global");
  }

  @Test
  void one_entry_of_the_tape_is_a_difference() {
    final Lie otherArgument =
        new Lie() {
          @Override
          public HostTape tape(final HostTape tape) {
            final HostTape changed = new HostTape(HostFunctions.MIXING);
            tape.entries().forEach(e -> repeat(changed, e, e.args().get(0).bits() + 1));
            return changed;
          }
        };
    assertFound(call(otherArgument, "work", 9), "tape");
    final Lie oneMore =
        new Lie() {
          @Override
          public HostTape tape(final HostTape tape) {
            final HostTape changed = new HostTape(HostFunctions.MIXING);
            tape.entries().forEach(e -> repeat(changed, e, e.args().get(0).bits()));
            tape.entries().forEach(e -> repeat(changed, e, e.args().get(0).bits()));
            return changed;
          }
        };
    assertFound(call(oneMore, "work", 9), "tape");
    final Lie none =
        new Lie() {
          @Override
          public HostTape tape(final HostTape tape) {
            return new HostTape(HostFunctions.MIXING);
          }
        };
    assertFound(call(none, "work", 9), "tape");
  }

  private static void repeat(final HostTape tape, final HostTape.Entry entry, final long first) {
    final List<WasmValue> args = new ArrayList<>(entry.args());
    args.set(0, new WasmValue(args.get(0).type(), first));
    final FuncType type =
        new FuncType(
            args.stream().map(WasmValue::type).toList(),
            entry.results().stream().map(WasmValue::type).toList());
    tape.call(entry.module(), entry.name(), type, args);
  }

  @Test
  void a_fault_is_a_difference_even_where_the_reference_trapped() {
    final Lie lie = outcomes(o -> new Outcome.Fault("unmapped-trap", "pc 12"));
    assertFound(call(lie, "trap", 9), "unmapped-trap");
    assertFound(call(lie, "work", 9), "unmapped-trap");
  }

  /** A sum that is NaN, stored and returned; the reference gives the canonical one for it. */
  private static Verdict nan(final Lie lie) {
    final ModuleBuilder builder = SmallModules.withMemory(1);
    SmallModules.function(
        builder,
        "f",
        List.of(ValType.F64),
        List.of(ValType.F64),
        c -> {
          c.op(WasmOp.LOCAL_GET, 0).op(WasmOp.LOCAL_GET, 0).op(WasmOp.F64_ADD);
          c.op(WasmOp.LOCAL_SET, 0).i32(8).op(WasmOp.LOCAL_GET, 0);
          c.memory(WasmOp.F64_STORE, new MemArg(0, 0, 0)).op(WasmOp.LOCAL_GET, 0);
        });
    final Engine honest = new PvmEngine(CompilerOptions.DEFAULT);
    final Differential run =
        Differential.start(
            builder.build(), List.of(honest, new Liar(honest, lie)), HostFunctions.MIXING, FUEL);
    return run.call("f", List.of(new WasmValue(ValType.F64, 0xFFF4_0000_0000_0001L)), FUEL);
  }

  private static Lie result(final long bits) {
    return outcomes(
        o ->
            o instanceof Outcome.Returned returned && !returned.values().isEmpty()
                ? new Outcome.Returned(List.of(new WasmValue(ValType.F64, bits)))
                : o);
  }

  @Test
  void a_nan_of_other_bits_is_a_difference() {
    final WasmValue canonical = new WasmValue(ValType.F64, 0x7FF8_0000_0000_0000L);
    assertThat(nan(new Lie() {}))
        .isEqualTo(new Verdict.Agree(new Outcome.Returned(List.of(canonical))));
    assertFound(nan(result(0xFFF8_0000_0000_0000L)), "nan-bits");
    assertFound(nan(result(0x7FF8_0000_0000_0001L)), "nan-bits");
    assertFound(nan(result(0)), "result");
  }

  @Test
  void a_nan_of_a_class_that_is_not_allowed_is_a_difference() {
    assertFound(nan(result(0x7FF0_0000_0000_0001L)), "nan-class");
    assertFound(nan(result(0xFFF4_0000_0000_0001L)), "nan-class");
  }

  @Test
  void a_nan_of_other_bits_in_memory_is_a_difference() {
    final Lie lie =
        new Lie() {
          @Override
          public byte[] memory(final int at, final byte[] bytes) {
            if (bytes[15] == 0x7F) {
              bytes[15] = (byte) 0xFF;
            }
            return bytes;
          }
        };
    assertFound(nan(lie), "memory");
  }

  @Test
  void running_out_of_gas_where_the_reference_ended_is_a_difference() {
    final Lie lie = outcomes(o -> new Outcome.Exhausted(Outcome.Limit.GAS));
    assertFound(call(lie, "work", 9), "runaway");
    assertFound(call(lie, "trap", 9), "runaway");
  }

  @Test
  void an_exhausted_stack_on_one_side_is_inconclusive() {
    final Lie lie = outcomes(o -> new Outcome.Trapped(TrapKind.CALL_STACK_EXHAUSTED, ""));
    assertThat(call(lie, "work", 9))
        .isInstanceOfSatisfying(
            Verdict.Inconclusive.class,
            i -> assertThat(i.reason()).isEqualTo(Verdict.Reason.STACK));
  }
}
