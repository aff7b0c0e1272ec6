package parallax.compiler.serialize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import parallax.compiler.CompilerBug;
import parallax.compiler.sourcemap.CodeMap;
import parallax.compiler.sourcemap.CodeMap.FunctionRange;
import parallax.compiler.sourcemap.CodeMap.Line;
import parallax.compiler.sourcemap.CodeMap.TrapEntry;
import parallax.pvm.codec.InstructionWriter;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.program.StandardProgram;

/** Writes the bytes of a program whose positions are known, and its code map. */
final class BlobAssembler {
  private final Profile profile;
  private final List<EmittedFunction> functions;
  private final DataImage data;

  BlobAssembler(
      final Profile profile, final List<EmittedFunction> functions, final DataImage data) {
    this.profile = profile;
    this.functions = functions;
    this.data = data;
  }

  /**
   * Writes everything.
   *
   * @param code all instructions; immediates final, targets are indices into this list
   * @param header how many of them are before the first function
   * @param starts index of each function's first instruction
   * @param resolved where the instructions lie
   * @param table the jump table
   * @param codeAddress gives a function's code address
   */
  LinkedProgram assemble(
      final List<EmittedInst> code,
      final int header,
      final int[] starts,
      final JumpResolver.Positions resolved,
      final JumpTableBuilder table,
      final IntUnaryOperator codeAddress) {
    final int[] positions = resolved.positions();
    final InstructionWriter writer = new InstructionWriter(profile);
    for (int i = 0; i < code.size(); i++) {
      write(writer, code.get(i), i, resolved);
    }
    if (writer.position() != positions[code.size()]) {
      throw new CompilerBug(
          "code of " + writer.position() + " bytes, not " + positions[code.size()]);
    }
    final StandardProgram program =
        new StandardProgram(
            Optional.empty(),
            data.roData(codeAddress),
            data.rwData(codeAddress),
            data.heapPages(),
            data.stackSize(),
            ProgramBlob.of(table.build(positions), writer));
    final List<Integer> pcs = new ArrayList<>();
    for (final int start : starts) {
      pcs.add(positions[start]);
    }
    return new LinkedProgram(program, codeMap(code, header, starts, positions), pcs);
  }

  private static void write(
      final InstructionWriter writer,
      final EmittedInst inst,
      final int i,
      final JumpResolver.Positions resolved) {
    if (inst.link() == EmittedInst.Link.LOCAL) {
      final int offset = resolved.positions()[inst.target()] - resolved.positions()[i];
      writer.write(inst.instruction().withOffset(offset), resolved.offsetBytes()[i]);
    } else {
      writer.write(inst.instruction());
    }
  }

  private CodeMap codeMap(
      final List<EmittedInst> code, final int header, final int[] starts, final int[] positions) {
    final List<FunctionRange> ranges = new ArrayList<>();
    final List<TrapEntry> traps = new ArrayList<>();
    ranges.add(new FunctionRange(0, positions[header], -1, "header"));
    for (int i = 0; i < functions.size(); i++) {
      final EmittedFunction function = functions.get(i);
      final int end = positions[starts[i] + function.length()];
      ranges.add(new FunctionRange(positions[starts[i]], end, function.index(), function.name()));
      int last = -1;
      for (final EmittedFunction.Trap trap : function.traps()) {
        if (trap.position() <= last) {
          throw new CompilerBug("two traps at one instruction of function " + function.index());
        }
        last = trap.position();
        final int pc = positions[starts[i] + last];
        traps.add(new TrapEntry(pc, trap.kind(), function.index(), trap.sourceOffsets()));
      }
    }
    return new CodeMap(ranges, traps, lines(code, positions));
  }

  private static List<Line> lines(final List<EmittedInst> code, final int[] positions) {
    final List<Line> lines = new ArrayList<>();
    int current = -1;
    for (int i = 0; i < code.size(); i++) {
      final int source = code.get(i).sourceOffset();
      if (source != current) {
        lines.add(new Line(positions[i], source));
        current = source;
      }
    }
    return lines;
  }
}
