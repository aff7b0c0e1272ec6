package parallax.compiler.serialize;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import parallax.compiler.CompilerBug;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.mir.TrapSite;
import parallax.compiler.serialize.EmittedFunction.Trap;
import parallax.compiler.serialize.EmittedInst.Link;
import parallax.pvm.codec.Instruction;
import parallax.pvm.isa.Opcode;

/**
 * The code of one function while it grows. Branches name blocks and pads until {@link #finish}
 * turns these names into positions.
 */
final class CodeBuffer {
  private final List<EmittedInst> code = new ArrayList<>();
  private final List<Trap> traps = new ArrayList<>();
  private final List<List<Integer>> switches = new ArrayList<>();
  private final List<PadUse> padUses = new ArrayList<>();
  private final int[] blockStarts;
  private final PadSharing sharing;
  private int source = -1;

  /** A branch, by its position, to a pad. */
  private record PadUse(int position, TrapSite site) {}

  CodeBuffer(final int blocks, final PadSharing sharing) {
    this.blockStarts = new int[blocks];
    this.sharing = sharing;
  }

  /** What follows stands for this byte of the module. */
  void source(final int offset) {
    source = offset;
  }

  void add(final Instruction instruction) {
    add(instruction, Link.NONE, -1);
  }

  void add(final Instruction instruction, final Link link, final int target) {
    code.add(new EmittedInst(instruction, link, target, source));
  }

  /** A jump or branch to the start of a block. */
  void addToBlock(final Instruction instruction, final int block) {
    add(instruction, Link.LOCAL, block);
  }

  /** A branch to a pad. */
  void addToPad(final Instruction branch, final TrapSite site) {
    padUses.add(new PadUse(code.size(), site));
    add(branch, Link.NONE, -1);
  }

  /** The next instruction may panic or fault. */
  void markTrap(final TrapSite site) {
    traps.add(new Trap(code.size(), site.kind(), offsets(List.of(site))));
  }

  /**
   * The next instruction is the first of a block.
   *
   * @param isTarget something leads there that is not the code before it
   */
  void beginBlock(final int block, final boolean isTarget) {
    if (isTarget && !code.isEmpty() && !last().isTerminator()) {
      add(Instruction.none(Opcode.FALLTHROUGH));
    }
    blockStarts[block] = code.size();
  }

  private Opcode last() {
    return code.get(code.size() - 1).instruction().opcode();
  }

  /** A new switch over these blocks; gives its number. */
  int newSwitch(final List<Integer> blocks) {
    switches.add(List.copyOf(blocks));
    return switches.size() - 1;
  }

  /** Appends the pads and resolves names. */
  EmittedFunction finish(final int index, final String name) {
    for (int i = 0; i < code.size(); i++) {
      final EmittedInst inst = code.get(i);
      if (inst.link() == Link.LOCAL) {
        code.set(i, inst.withTarget(blockStarts[inst.target()]));
      }
    }
    if (sharing == PadSharing.PER_KIND) {
      addSharedPads();
    } else {
      for (final PadUse use : padUses) {
        addPad(List.of(use));
      }
    }
    if (code.isEmpty() || !last().isTerminator()) {
      throw new CompilerBug("the code of function " + index + " does not end");
    }
    final List<List<Integer>> cases =
        switches.stream()
            .map(blocks -> blocks.stream().map(block -> blockStarts[block]).toList())
            .toList();
    return new EmittedFunction(index, name, code, cases, traps);
  }

  private void addSharedPads() {
    final Map<TrapKind, List<PadUse>> byKind = new EnumMap<>(TrapKind.class);
    for (final PadUse use : padUses) {
      byKind.computeIfAbsent(use.site().kind(), any -> new ArrayList<>()).add(use);
    }
    byKind.values().forEach(this::addPad);
  }

  /** A pad for branches of one kind. */
  private void addPad(final List<PadUse> uses) {
    final int pad = code.size();
    final List<TrapSite> sites = uses.stream().map(PadUse::site).toList();
    traps.add(new Trap(pad, sites.get(0).kind(), offsets(sites)));
    source = sites.get(0).sourceOffset();
    add(Instruction.none(Opcode.TRAP));
    for (final PadUse use : uses) {
      final EmittedInst branch = code.get(use.position());
      code.set(
          use.position(),
          new EmittedInst(branch.instruction(), Link.LOCAL, pad, branch.sourceOffset()));
    }
  }

  private static List<Integer> offsets(final List<TrapSite> sites) {
    final TreeSet<Integer> offsets = new TreeSet<>();
    for (final TrapSite site : sites) {
      if (site.sourceOffset() >= 0) {
        offsets.add(site.sourceOffset());
      }
    }
    return List.copyOf(offsets);
  }
}
