package parallax.compiler.serialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import parallax.compiler.sourcemap.CodeMap;
import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.codec.InstructionWriter;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.program.ProgramBlob;

/**
 * The rules of GP 0.8.0 A.2 and A.3 on whole blobs, written from the paper and apart from what the
 * machine uses.
 */
final class BlobRules {
  private BlobRules() {}

  static void check(final ProgramBlob blob, final CodeMap map, final Profile profile) {
    final byte[] code = blob.code();
    final InstructionReader reader = blob.reader(profile);
    final TreeSet<Integer> starts = new TreeSet<>();
    final TreeSet<Integer> blocks = new TreeSet<>();
    blocks.add(0);
    Opcode last = null;
    int pc = 0;
    while (pc < code.length) {
      assertThat(blob.bitmask().get(pc)).as("an instruction starts at %d", pc).isTrue();
      last = Opcode.byCode(profile, code[pc] & 0xFF);
      assertThat(last).as("opcode at %d", pc).isNotNull();
      starts.add(pc);
      int next = pc + 1;
      while (next < code.length && !blob.bitmask().get(next)) {
        next++;
      }
      assertThat(next - pc - 1).as("skip at %d", pc).isLessThanOrEqualTo(24);
      if (last.isTerminator()) {
        blocks.add(next);
      }
      pc = next;
    }
    assertThat(pc).isEqualTo(code.length);
    assertThat(last).as("last instruction").isNotNull();
    assertThat(last.isTerminator()).as("the last instruction is a terminator").isTrue();
    for (final int start : starts) {
      checkInstruction(reader, code, start, blocks);
    }
    for (int i = 0; i < blob.jumpTableLength(); i++) {
      assertThat(blocks.contains(blob.jumpTarget(i))).as("jump-table entry %d", i).isTrue();
    }
    map.traps().forEach(trap -> assertThat(starts.contains(trap.pc())).isTrue());
    map.lines().forEach(line -> assertThat(starts.contains(line.pc())).isTrue());
    int end = 0;
    for (final CodeMap.FunctionRange range : map.functions()) {
      assertThat(range.start()).isEqualTo(end);
      assertThat(blocks.contains(range.start())).isTrue();
      end = range.end();
    }
    assertThat(end).isEqualTo(code.length);
  }

  private static void checkInstruction(
      final InstructionReader reader, final byte[] code, final int pc, final Set<Integer> blocks) {
    final Instruction instruction = reader.read(pc);
    final Opcode opcode = instruction.opcode();
    if (opcode.format().hasA()) {
      assertThat(code[pc + 1] & 15).isLessThan(Register.COUNT);
    }
    if (opcode.format().hasB()) {
      assertThat((code[pc + 1] & 0xFF) >>> 4).isLessThan(Register.COUNT);
    }
    if (opcode.format().hasOffset()) {
      assertThat(blocks.contains(pc + instruction.offset()))
          .as("target of %s at %d", instruction, pc)
          .isTrue();
    }
    if (opcode.isConditional()) {
      assertThat(reader.next(pc)).as("behind the branch at %d", pc).isLessThan(code.length);
    }
    if (pc > 0) {
      assertThat(reader.next(pc) - pc)
          .as("length of %s at %d", instruction, pc)
          .isEqualTo(InstructionWriter.length(instruction));
    }
  }
}
