package parallax.compiler.regalloc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineTarget;
import parallax.compiler.mir.Operand;
import parallax.compiler.mir.VReg;

/**
 * Decides facts of the form "here, location L holds the value of virtual register v", for {@link
 * AllocationChecker}, which tells it what moves, calls and definitions do.
 *
 * <p>Inside a block the content of a location is known symbolically: what a location held when the
 * block began, plus the registers that were defined into it since, or the constant that was made
 * there ({@link #EMPTY}: nothing known). A fact about what a location held when a block began is
 * asked of all predecessors, with parameters replaced by the arguments of the edge; what is being
 * asked counts as true, so loops end. A value that a block defines is never what a location held
 * when the block began: that would be the value of an earlier iteration.
 *
 * <p>Contents are numbers of rows in a table: the locations at the beginning of a block are rows 0
 * to {@code locations - 1}, the others are made by definitions and belong to one block.
 */
final class HoldingFacts {
  private static final int NONE = -1;

  /** Content of a location that was destroyed. */
  private static final int EMPTY = -2;

  /** Answer to a question about a content. */
  private static final int HOLDS = -3;

  /**
   * A fact that is wrong.
   *
   * @param instruction number of the instruction that needed it
   * @param operand its operand
   * @param location number of its location
   * @param reg the virtual register that was needed there
   * @param reason why not
   */
  record Refutation(int instruction, int operand, int location, VReg reg, String reason) {}

  private final MachineFunction function;
  private final int locations;

  /** The block whose instruction defines a register, and the block whose parameter it is. */
  private final int[] definingBlock;

  private final int[] paramBlock;
  private final int[] paramIndex;
  private final int[][] predecessors;

  // Contents made by definitions; row r is content locations + r.
  private int[] defined = new int[64];
  private int[] below = new int[64];
  private int rows;

  // The block being walked.
  private int block = NONE;
  private final int[] now;
  private final int[] writer;
  private int[] touched = new int[64];
  private int touchedCount;
  private final int[] definedSoFar;

  // Per block: the locations that it writes, sorted, what they hold at its end, and who wrote it.
  private final int[][] written;
  private final int[][] contentAtEnd;
  private final int[][] writerAtEnd;

  private final HeldAtStart questions;

  HoldingFacts(final MachineFunction function, final int locations) {
    this.function = function;
    this.locations = locations;
    final int registers = function.vregCount();
    definingBlock = filled(registers);
    paramBlock = filled(registers);
    paramIndex = filled(registers);
    definedSoFar = filled(registers);
    now = new int[locations];
    writer = new int[locations];
    for (int i = 0; i < locations; i++) {
      now[i] = i;
      writer[i] = NONE;
    }
    final int blocks = function.blocks().size();
    written = new int[blocks][];
    contentAtEnd = new int[blocks][];
    writerAtEnd = new int[blocks][];
    predecessors = new int[blocks][];
    questions = new HeldAtStart();
    findDefinitions();
  }

  private static int[] filled(final int length) {
    final int[] array = new int[length];
    Arrays.fill(array, NONE);
    return array;
  }

  private void findDefinitions() {
    final List<List<Integer>> into = new ArrayList<>();
    for (int i = 0; i < predecessors.length; i++) {
      into.add(new ArrayList<>());
    }
    for (final MachineBlock each : function.blocks()) {
      for (int i = 0; i < each.params().size(); i++) {
        paramBlock[each.params().get(i).id()] = each.id();
        paramIndex[each.params().get(i).id()] = i;
      }
      for (final MachineInst inst : each.instructions()) {
        for (final Operand operand : inst.operands()) {
          if (operand.def()) {
            definingBlock[operand.reg().id()] = each.id();
          }
        }
        for (final MachineTarget target : inst.targets()) {
          into.get(target.block().id()).add(each.id());
        }
      }
    }
    for (int i = 0; i < predecessors.length; i++) {
      predecessors[i] = into.get(i).stream().mapToInt(Integer::intValue).distinct().toArray();
    }
  }

  // Walking a block.

  void enter(final MachineBlock next) {
    block = next.id();
  }

  /** What the location holds now, for {@link #define}. */
  int content(final int location) {
    return now[location];
  }

  void move(final int from, final int to, final int instruction) {
    write(to, now[from], instruction);
  }

  /** The location gets the value of a register that is a constant. */
  void constant(final VReg reg, final int location, final int instruction) {
    write(location, row(reg, EMPTY), instruction);
  }

  void destroy(final int location, final int instruction) {
    write(location, EMPTY, instruction);
  }

  /**
   * An instruction defines a register.
   *
   * @param copied a content that has the same value (of a copy instruction), or -1
   */
  void define(final VReg reg, final int location, final int copied, final int instruction) {
    write(location, row(reg, copied == NONE ? EMPTY : copied), instruction);
    definedSoFar[reg.id()] = block;
  }

  /** A new content: the value of the register, and what another content has. */
  private int row(final VReg reg, final int other) {
    if (rows == defined.length) {
      defined = Arrays.copyOf(defined, 2 * rows);
      below = Arrays.copyOf(below, 2 * rows);
    }
    defined[rows] = reg.id();
    below[rows] = other;
    return locations + rows++;
  }

  private void write(final int location, final int content, final int instruction) {
    if (writer[location] == NONE) {
      if (touchedCount == touched.length) {
        touched = Arrays.copyOf(touched, 2 * touchedCount);
      }
      touched[touchedCount++] = location;
    }
    now[location] = content;
    writer[location] = instruction;
  }

  /**
   * Notes that the location has to hold the register here.
   *
   * @return why it does not, or null: it does if {@link #refute} finds nothing
   */
  String use(final VReg reg, final int location, final int instruction, final int operand) {
    final int start = startOf(now[location], reg.id());
    if (start == HOLDS) {
      return null;
    }
    if (start == EMPTY || definedSoFar[reg.id()] == block) {
      return describe(now[location], writer[location]);
    }
    questions.ask(block, start, reg.id(), instruction, operand, location, reg.id());
    return null;
  }

  /** Keeps what locations hold at the end of the block, and gets ready for the next one. */
  void leave() {
    final int[] places = Arrays.copyOf(touched, touchedCount);
    Arrays.sort(places);
    written[block] = places;
    contentAtEnd[block] = new int[touchedCount];
    writerAtEnd[block] = new int[touchedCount];
    for (int i = 0; i < touchedCount; i++) {
      contentAtEnd[block][i] = now[places[i]];
      writerAtEnd[block][i] = writer[places[i]];
      now[places[i]] = places[i];
      writer[places[i]] = NONE;
    }
    touchedCount = 0;
  }

  /**
   * Looks for the register in a content: {@link #HOLDS}, or the location that had to hold it when
   * the block began, or {@link #EMPTY} when nothing can.
   */
  private int startOf(final int content, final int reg) {
    int at = content;
    while (at >= locations) {
      if (defined[at - locations] == reg) {
        return HOLDS;
      }
      at = below[at - locations];
    }
    return at;
  }

  // The facts between blocks.

  /** Follows all questions to their answers; a question that is false, or null. */
  Refutation refute() {
    for (int question = 0; question < questions.size(); question++) {
      final String reason = answer(question);
      if (reason != null) {
        return questions.refutation(question, reason);
      }
    }
    return null;
  }

  private String answer(final int question) {
    final int at = questions.block(question);
    final int location = questions.location(question);
    final int reg = questions.reg(question);
    if (at == 0) {
      return "when the function begins "
          + AllocationChecker.name(location)
          + " does not hold "
          + new VReg(reg);
    }
    for (final int predecessor : predecessors[at]) {
      final int needed = paramBlock[reg] == at ? argument(predecessor, at, paramIndex[reg]) : reg;
      final int place = Arrays.binarySearch(written[predecessor], location);
      final int content = place >= 0 ? contentAtEnd[predecessor][place] : location;
      final int start = startOf(content, needed);
      if (start == HOLDS) {
        continue;
      }
      if (start == EMPTY || definingBlock[needed] == predecessor) {
        final int by = place >= 0 ? writerAtEnd[predecessor][place] : NONE;
        return String.format(
            java.util.Locale.ROOT,
            "on the edge from b%d to b%d %s does not hold %s: %s",
            predecessor,
            at,
            AllocationChecker.name(location),
            new VReg(needed),
            describe(content, by));
      }
      questions.follow(question, predecessor, start, needed);
    }
    return null;
  }

  private int argument(final int from, final int to, final int number) {
    for (final MachineTarget target : function.blocks().get(from).terminator().targets()) {
      if (target.block().id() == to) {
        return target.args().get(number).id();
      }
    }
    throw new IllegalStateException("no edge from b" + from + " to b" + to);
  }

  private String describe(final int content, final int by) {
    if (by == NONE) {
      return "nothing was put there since the block began";
    }
    final String what = "instruction number " + by + " put ";
    if (content == EMPTY) {
      return what + "nothing there";
    }
    return content >= locations
        ? what + new VReg(defined[content - locations]) + " there"
        : what + "there what " + AllocationChecker.name(content) + " held before";
  }
}
