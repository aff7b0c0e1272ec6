package parallax.compiler.serialize;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import parallax.compiler.CompileException;
import parallax.compiler.CompilerBug;
import parallax.compiler.serialize.EmittedInst.Link;
import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionWriter;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;

/**
 * Joins functions and data into a program: pc 0 jumps to the entry, pc 5 (where a host enters
 * accumulate) to the second one or traps, then the functions follow in their order. Without an
 * entry for pc 0, five traps fill its place. Jump-table entries: first the functions that anything
 * refers to, by index, then return points and switches in the order of the code. Same input, same
 * program.
 */
public final class Linker {
  /** No function at an entry. */
  public static final int NONE = -1;

  /** Where the second entry is. */
  private static final int SECOND_PC = 5;

  private final List<EmittedFunction> functions;
  private final DataImage data;
  private final List<EmittedInst> code = new ArrayList<>();

  /** Per function in the list: index of its first instruction in the program. */
  private final int[] starts;

  /** Instructions before the first function. */
  private int header;

  /** Function index to its place in the list. */
  private final TreeMap<Integer, Integer> byIndex = new TreeMap<>();

  private final JumpTableBuilder table = new JumpTableBuilder();
  private final TreeMap<Integer, Integer> codeAddresses = new TreeMap<>();

  private Linker(final List<EmittedFunction> functions, final DataImage data) {
    this.functions = functions;
    this.data = data;
    this.starts = new int[functions.size()];
  }

  /** Links a program with one entry. */
  public static LinkedProgram link(
      final Profile profile,
      final List<EmittedFunction> functions,
      final DataImage data,
      final int entry)
      throws CompileException {
    return link(profile, functions, data, entry, NONE);
  }

  /**
   * Links a program.
   *
   * @param profile whose instruction numbers to write
   * @param functions all code, thunks among it
   * @param data the data that the code was lowered against
   * @param entry place in the list of what pc 0 jumps to, or {@link #NONE}
   * @param second of what pc 5 jumps to, or {@link #NONE}
   * @throws CompileException if the program is larger than its format allows
   */
  public static LinkedProgram link(
      final Profile profile,
      final List<EmittedFunction> functions,
      final DataImage data,
      final int entry,
      final int second)
      throws CompileException {
    final Linker linker = new Linker(functions, data);
    return linker.link(entry, second, new BlobAssembler(profile, functions, data));
  }

  private LinkedProgram link(final int entry, final int second, final BlobAssembler assembler)
      throws CompileException {
    collect(entry, second);
    assignFunctionAddresses();
    for (int i = 0; i < functions.size(); i++) {
      patch(i);
    }
    final int[] lengths = new int[code.size()];
    final int[] targets = new int[code.size()];
    for (int i = 0; i < lengths.length; i++) {
      final EmittedInst inst = code.get(i);
      lengths[i] = InstructionWriter.length(inst.instruction(), 0);
      targets[i] = inst.link() == Link.LOCAL ? inst.target() : JumpResolver.NONE;
    }
    final JumpResolver.Positions positions;
    try {
      positions = JumpResolver.resolve(lengths, targets, header);
    } catch (final ArithmeticException e) {
      throw DataImage.tooLarge("the code is too large for a program");
    }
    return assembler.assemble(code, header, starts, positions, table, this::codeAddress);
  }

  private void collect(final int entry, final int second) {
    final EmittedInst jump =
        new EmittedInst(Instruction.offset(Opcode.JUMP, 0), Link.LOCAL, -1, -1);
    final EmittedInst trap = new EmittedInst(Instruction.none(Opcode.TRAP), Link.NONE, -1, -1);
    code.addAll(entry == NONE ? Collections.nCopies(SECOND_PC, trap) : List.of(jump));
    code.add(second == NONE ? trap : jump);
    header = code.size();
    for (int i = 0; i < functions.size(); i++) {
      final EmittedFunction function = functions.get(i);
      starts[i] = code.size();
      code.addAll(function.code());
      if (function.index() >= 0 && byIndex.put(function.index(), i) != null) {
        throw new CompilerBug("function " + function.index() + " is there twice");
      }
    }
    if (entry != NONE) {
      code.set(0, jump.withTarget(starts[entry]));
    }
    if (second != NONE) {
      code.set(header - 1, jump.withTarget(starts[second]));
    }
  }

  private void assignFunctionAddresses() {
    final TreeSet<Integer> referenced = new TreeSet<>(data.referencedFunctions());
    for (final EmittedInst inst : code) {
      if (inst.link() == Link.REFERENCE) {
        referenced.add(inst.target());
      }
    }
    for (final int function : referenced) {
      codeAddresses.put(function, table.newAddressOf(startOf(function)));
    }
  }

  private int startOf(final int function) {
    final Integer place = byIndex.get(function);
    if (place == null) {
      throw new CompilerBug("function " + function + " is used but has no code");
    }
    return starts[place];
  }

  private int codeAddress(final int function) {
    return codeAddresses.get(function);
  }

  /** Fills in the immediates of a function, and turns its targets into indices of the program. */
  private void patch(final int place) {
    final int start = starts[place];
    final EmittedFunction function = functions.get(place);
    for (int i = start; i < start + function.length(); i++) {
      final EmittedInst inst = code.get(i);
      final Instruction in = inst.instruction();
      switch (inst.link()) {
        case NONE -> {}
        case LOCAL -> code.set(i, inst.withTarget(start + inst.target()));
        case CALL -> replace(i, withImm1(in, table.newAddressOf(i + 1)), startOf(inst.target()));
        case RETURN_POINT -> replace(i, withImm1(in, table.newAddressOf(i + 1)), -1);
        case SWITCH -> {
          final List<Integer> cases =
              function.switches().get(inst.target()).stream().map(at -> start + at).toList();
          replace(i, withImm1(in, table.addressOf(cases)), -1);
        }
        case REFERENCE ->
            replace(
                i,
                reference(in.a(), DataImage.reference(in.imm1(), codeAddress(inst.target()))),
                -1);
      }
    }
  }

  private void replace(final int i, final Instruction instruction, final int target) {
    final Link link = target < 0 ? Link.NONE : Link.LOCAL;
    code.set(i, new EmittedInst(instruction, link, target, code.get(i).sourceOffset()));
  }

  private static Instruction withImm1(final Instruction in, final long imm1) {
    return new Instruction(in.opcode(), in.a(), in.b(), in.d(), imm1, in.imm2(), in.offset());
  }

  private static Instruction reference(final int register, final long value) {
    return value == (int) value
        ? Instruction.regImm(Opcode.LOAD_IMM, register, value)
        : Instruction.regImm64(Opcode.LOAD_IMM_64, register, value);
  }
}
