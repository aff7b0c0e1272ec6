package parallax.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import parallax.compiler.sourcemap.CodeMap;
import parallax.compiler.sourcemap.CodeMap.FunctionRange;
import parallax.compiler.sourcemap.CodeMap.TrapEntry;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.BasicBlocks;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.text.Disassembler;

/**
 * The instructions of a program with what its map says about them: the function that begins, the
 * byte of the module that the code from here on stands for, the trap that a panic or fault there
 * would be.
 */
final class Listing {
  private static final int COMMENT_COLUMN = 48;
  private static final int TABLE_COLUMNS = 12;
  private static final CodeMap NO_MAP = new CodeMap(List.of(), List.of(), List.of());

  private final ProgramBlob blob;
  private final CodeMap map;
  private final InstructionReader reader;
  private final BasicBlocks blocks;
  private final Disassembler disassembler;

  Listing(final ProgramInput input, final Profile profile) {
    blob = input.program().blob();
    map = input.compiled().map(compiled -> compiled.codeMap()).orElse(NO_MAP);
    reader = blob.reader(profile);
    blocks = BasicBlocks.of(blob, profile);
    disassembler = new Disassembler(blob, profile);
  }

  /** As text, one line for each instruction. */
  String text() {
    final StringBuilder out = new StringBuilder();
    for (int i = 0; i < blob.jumpTableLength(); i++) {
      out.append(i % TABLE_COLUMNS == 0 ? "table @" : " @").append(blob.jumpTarget(i));
      if (i % TABLE_COLUMNS == TABLE_COLUMNS - 1 || i == blob.jumpTableLength() - 1) {
        out.append('\n');
      }
    }
    int offset = -1;
    for (int pc = 0; pc < blob.code().length; pc = reader.next(pc)) {
      final Optional<FunctionRange> begins = functionAt(pc);
      begins.ifPresent(function -> out.append("\n; ").append(title(function)).append('\n'));
      if (blocks.isStart(pc)) {
        out.append('@').append(pc).append(":\n");
      }
      final int here = map.sourceOffsetAt(pc);
      final String comment = comment(pc, begins.isPresent() || here != offset ? here : -1);
      offset = here;
      final String line = String.format(Locale.ROOT, "%6d  %s", pc, disassembler.line(pc));
      out.append(line);
      if (!comment.isEmpty()) {
        out.append(" ".repeat(Math.max(1, COMMENT_COLUMN - line.length())))
            .append("; ")
            .append(comment);
      }
      out.append('\n');
    }
    return out.toString();
  }

  /** The same as data: jump table, functions, instructions. */
  void json(final ObjectNode result) {
    result.put("codeBytes", blob.code().length);
    final ArrayNode table = result.putArray("jumpTable");
    for (int i = 0; i < blob.jumpTableLength(); i++) {
      table.add(blob.jumpTarget(i));
    }
    final ArrayNode functions = result.putArray("functions");
    for (final FunctionRange function : map.functions()) {
      functions
          .addObject()
          .put("name", function.name())
          .put("index", function.function())
          .put("start", function.start())
          .put("end", function.end());
    }
    final ArrayNode instructions = result.putArray("instructions");
    for (int pc = 0; pc < blob.code().length; pc = reader.next(pc)) {
      instruction(instructions.addObject(), pc);
    }
  }

  private void instruction(final ObjectNode node, final int pc) {
    node.put("pc", pc);
    node.put("text", disassembler.line(pc));
    node.put("block", blocks.isStart(pc));
    final int offset = map.sourceOffsetAt(pc);
    if (offset >= 0) {
      node.put("offset", offset);
    }
    map.trapAt(pc)
        .ifPresent(
            trap -> {
              final ObjectNode entry = node.putObject("trap");
              entry.put("kind", trap.kind().mnemonic());
              final ArrayNode offsets = entry.putArray("offsets");
              trap.sourceOffsets().forEach(offsets::add);
            });
  }

  private Optional<FunctionRange> functionAt(final int pc) {
    return map.functionAt(pc).filter(range -> range.start() == pc);
  }

  private static String title(final FunctionRange function) {
    return function.function() < 0
        ? function.name()
        : "function " + function.function() + " " + function.name();
  }

  private String comment(final int pc, final int offset) {
    final StringBuilder comment = new StringBuilder();
    if (offset >= 0) {
      comment.append("0x").append(Integer.toHexString(offset));
    }
    map.trapAt(pc)
        .ifPresent(trap -> comment.append(comment.isEmpty() ? "" : "  ").append(trap(trap)));
    return comment.toString();
  }

  private static String trap(final TrapEntry trap) {
    final StringBuilder text = new StringBuilder("traps: ").append(trap.kind().text());
    if (!trap.sourceOffsets().isEmpty()) {
      text.append(" at");
      trap.sourceOffsets().forEach(at -> text.append(" 0x").append(Integer.toHexString(at)));
    }
    return text.toString();
  }
}
