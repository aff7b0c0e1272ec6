package parallax.compiler.mir;

import java.util.List;
import java.util.Locale;

/**
 * Prints machine functions as text that {@link MachineParser} reads back.
 *
 * <pre>
 *   function 3 "fib" vregs 6 {
 *   b0:
 *     %0:a0 = entry
 *     trap_branch branch_ge_s_imm %0, 90 !unreachable@17 @16
 *     %1 = load_imm 1
 *     jump b1(%0, %1)
 *   b1(%2, %3):
 *     %4~2 = cmov_nz_imm %2, %3, 7
 *     %5:a0 = call fn3 %4:a0
 *     return %5:a0
 *   }
 * </pre>
 *
 * Defs stand before the equals sign. {@code :a0} is a fixed register, {@code ~2} a tie to operand
 * 2. Uses are followed by the immediates that the instruction has, {@code !kind@offset} is the trap
 * site and the last {@code @offset} the source offset; -1 is left out. Fields without a meaning for
 * the instruction are not printed, so functions that {@link MachineVerifier} accepts come back
 * equal.
 */
public final class MachinePrinter {
  private MachinePrinter() {}

  /** The whole function, with a line feed at the end. */
  public static String print(final MachineFunction function) {
    final StringBuilder out = new StringBuilder();
    out.append(header(function)).append(" {\n");
    for (final MachineBlock block : function.blocks()) {
      out.append(label(block)).append('\n');
      for (final MachineInst inst : block.instructions()) {
        out.append("  ").append(print(inst)).append('\n');
      }
    }
    return out.append("}\n").toString();
  }

  /** The first line of a function, without the brace. */
  public static String header(final MachineFunction function) {
    return "function "
        + function.index()
        + ' '
        + quote(function.name())
        + " vregs "
        + function.vregCount();
  }

  /** The line that begins a block. */
  public static String label(final MachineBlock block) {
    return block + registers(block.params()) + ':';
  }

  /** One instruction, one line. */
  public static String print(final MachineInst inst) {
    final StringBuilder out = new StringBuilder();
    String separator = "";
    for (final Operand operand : inst.operands()) {
      if (operand.def()) {
        out.append(separator).append(print(operand));
        separator = ", ";
      }
    }
    if (!separator.isEmpty()) {
      out.append(" = ");
    }
    out.append(mnemonic(inst));
    appendArguments(inst, out);
    if (inst.trap() != null) {
      out.append(" !").append(inst.trap().kind().mnemonic());
      appendOffset(inst.trap().sourceOffset(), out);
    }
    if (inst.sourceOffset() >= 0) {
      out.append(' ');
      appendOffset(inst.sourceOffset(), out);
    }
    return out.toString();
  }

  private static String mnemonic(final MachineInst inst) {
    if (inst.op() == MachineOp.PVM && inst.opcode() != null) {
      return inst.opcode().mnemonic();
    }
    final String op = inst.op().mnemonic();
    return inst.opcode() == null ? op : op + ' ' + inst.opcode().mnemonic();
  }

  private static void appendArguments(final MachineInst inst, final StringBuilder out) {
    if (inst.function() >= 0) {
      out.append(" fn").append(inst.function());
    }
    String separator = " ";
    for (final Operand operand : inst.operands()) {
      if (!operand.def()) {
        out.append(separator).append(print(operand));
        separator = ", ";
      }
    }
    if (hasImm1(inst)) {
      out.append(separator).append(inst.imm1());
      separator = ", ";
    }
    if (hasImm2(inst)) {
      out.append(separator).append(inst.imm2());
      separator = ", ";
    }
    for (final MachineTarget target : inst.targets()) {
      out.append(separator).append(target.block()).append(registers(target.args()));
      separator = ", ";
    }
  }

  /** True when the first immediate means something. */
  static boolean hasImm1(final MachineInst inst) {
    return inst.opcode() == null ? hasImm(inst.op()) : inst.opcode().format().hasImm1();
  }

  /** True when the second immediate means something. */
  static boolean hasImm2(final MachineInst inst) {
    return inst.opcode() != null && inst.opcode().format().hasImm2();
  }

  /** True when instructions of this kind, which have no opcode, have an immediate. */
  static boolean hasImm(final MachineOp op) {
    return switch (op) {
      case FUNCTION_ADDRESS,
          HOST_CALL,
          INCOMING_LOAD,
          INCOMING_STORE,
          OUTGOING_LOAD,
          OUTGOING_STORE ->
          true;
      case PVM,
          ENTRY,
          COPY,
          CALL,
          CALL_INDIRECT,
          TRAP_BRANCH,
          JUMP,
          BRANCH,
          SWITCH,
          RETURN,
          HALT,
          TRAP ->
          false;
    };
  }

  private static String print(final Operand operand) {
    String text = operand.reg().toString();
    if (operand.fixed() != null) {
      text += ":" + operand.fixed().name().toLowerCase(Locale.ROOT);
    }
    if (operand.tied() >= 0) {
      text += "~" + operand.tied();
    }
    return text;
  }

  private static String registers(final List<VReg> registers) {
    if (registers.isEmpty()) {
      return "";
    }
    final StringBuilder out = new StringBuilder();
    for (final VReg register : registers) {
      out.append(out.isEmpty() ? "(" : ", ").append(register);
    }
    return out.append(')').toString();
  }

  private static void appendOffset(final int offset, final StringBuilder out) {
    if (offset >= 0) {
      out.append('@').append(offset);
    }
  }

  private static String quote(final String name) {
    final StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < name.length(); i++) {
      final char c = name.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
