package parallax.compiler.regalloc;

import java.util.List;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachinePrinter;

/**
 * Prints a machine function with its allocation: every move on a line of its own in front of its
 * instruction, the locations of the operands behind it, in their order.
 */
public final class AllocationPrinter {
  private AllocationPrinter() {}

  public static String print(final MachineFunction function, final Allocation allocation) {
    final StringBuilder out = new StringBuilder(MachinePrinter.header(function));
    out.append(" slots ").append(allocation.slots());
    if (!allocation.calleeSaved().isEmpty()) {
      out.append(" saved");
      allocation.calleeSaved().stream()
          .sorted()
          .forEach(register -> out.append(' ').append(Location.of(register)));
    }
    out.append(" {\n");
    int index = 0;
    for (final MachineBlock block : function.blocks()) {
      out.append(MachinePrinter.label(block)).append('\n');
      for (final MachineInst inst : block.instructions()) {
        for (final Move move : allocation.movesBefore().get(index)) {
          out.append("    ").append(move.to()).append(" <- ").append(move.from()).append('\n');
        }
        out.append("  ").append(MachinePrinter.print(inst));
        appendLocations(allocation.operands().get(index), out);
        out.append('\n');
        index++;
      }
    }
    return out.append("}\n").toString();
  }

  private static void appendLocations(final List<Location> locations, final StringBuilder out) {
    String separator = "  ; ";
    for (final Location location : locations) {
      out.append(separator).append(location);
      separator = ", ";
    }
  }
}
