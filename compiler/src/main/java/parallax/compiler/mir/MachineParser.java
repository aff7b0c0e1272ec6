package parallax.compiler.mir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import parallax.compiler.abi.TrapKind;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Register;

/**
 * Reads the text that {@link MachinePrinter} prints. Empty lines and comments from {@code ;} to the
 * end of a line are skipped. It checks syntax only; {@link MachineVerifier} does the rest.
 */
public final class MachineParser {
  private static final Map<String, MachineOp> OPS = new LinkedHashMap<>();
  private static final Map<String, Opcode> OPCODES = new LinkedHashMap<>();

  static {
    for (final MachineOp op : MachineOp.values()) {
      if (op != MachineOp.PVM) {
        OPS.put(op.mnemonic(), op);
      }
    }
    for (final Opcode opcode : Opcode.values()) {
      OPCODES.put(opcode.mnemonic(), opcode);
    }
  }

  private final String[] lines;
  private int line;
  private MachineTokens tokens;
  private MachineFunction function;

  private MachineParser(final String text) {
    lines = text.split("\n", -1);
  }

  /**
   * Reads one function.
   *
   * @throws IllegalArgumentException naming the line that cannot be read
   */
  public static MachineFunction parse(final String text) {
    final List<MachineFunction> functions = parseAll(text);
    if (functions.size() != 1) {
      throw new IllegalArgumentException(functions.size() + " functions instead of one");
    }
    return functions.get(0);
  }

  /**
   * Reads any number of functions.
   *
   * @throws IllegalArgumentException naming the line that cannot be read
   */
  public static List<MachineFunction> parseAll(final String text) {
    final MachineParser parser = new MachineParser(text);
    final List<MachineFunction> functions = new ArrayList<>();
    while (parser.nextLine()) {
      functions.add(parser.parseFunction());
    }
    return functions;
  }

  /** Goes to the next line that has anything on it. */
  private boolean nextLine() {
    while (line < lines.length) {
      tokens = new MachineTokens(lines[line], line + 1);
      line++;
      if (!tokens.atEnd()) {
        return true;
      }
    }
    return false;
  }

  private MachineFunction parseFunction() {
    tokens.expect("function");
    final int index = tokens.number();
    function = new MachineFunction(index, tokens.quoted());
    tokens.expect("vregs");
    final int registers = tokens.number();
    for (int i = 0; i < registers; i++) {
      function.newVReg();
    }
    tokens.expect("{");
    tokens.expectEnd();
    makeBlocks();
    MachineBlock block = null;
    while (nextLine()) {
      if (tokens.accept("}")) {
        tokens.expectEnd();
        return function;
      }
      if (tokens.isLabel()) {
        block = blockReference();
        block.params().addAll(registerList());
        tokens.expect(":");
      } else if (block == null) {
        throw tokens.error("an instruction before the first block");
      } else {
        block.instructions().add(parseInstruction());
      }
      tokens.expectEnd();
    }
    throw tokens.error("the function does not end");
  }

  /** Jumps go forward too, so all blocks are made before the first is read. */
  private void makeBlocks() {
    for (int at = line; at < lines.length; at++) {
      final MachineTokens ahead = new MachineTokens(lines[at], at + 1);
      if (ahead.isLabel()) {
        final String expected = function.newBlock().toString();
        if (!ahead.peek().equals(expected)) {
          throw ahead.error("block " + expected + " expected");
        }
      } else if (ahead.peek().equals("}")) {
        return;
      }
    }
  }

  private MachineInst parseInstruction() {
    final List<Operand> operands = new ArrayList<>();
    if (tokens.peek().equals("%")) {
      do {
        operands.add(parseOperand(true));
      } while (tokens.accept(","));
      tokens.expect("=");
    }
    final String mnemonic = tokens.word();
    MachineOp op = OPS.get(mnemonic);
    Opcode opcode = null;
    if (op == null) {
      op = MachineOp.PVM;
      opcode = opcode(mnemonic);
    } else if (op == MachineOp.BRANCH || op == MachineOp.TRAP_BRANCH) {
      opcode = opcode(tokens.word());
    }
    final int callee = tokens.isNumbered("fn") ? tokens.numbered("fn") : -1;
    final List<Long> immediates = new ArrayList<>();
    final List<MachineTarget> targets = new ArrayList<>();
    if (!tokens.atEnd() && !tokens.peek().equals("!") && !tokens.peek().equals("@")) {
      do {
        parseArgument(operands, immediates, targets);
      } while (tokens.accept(","));
    }
    final TrapSite trap = parseTrap();
    return new MachineInst(
        op,
        opcode,
        operands,
        immediates.isEmpty() ? 0 : immediates.get(0),
        immediates.size() < 2 ? 0 : immediates.get(1),
        callee,
        targets,
        trap,
        parseOffset());
  }

  private void parseArgument(
      final List<Operand> operands,
      final List<Long> immediates,
      final List<MachineTarget> targets) {
    if (tokens.peek().equals("%")) {
      operands.add(parseOperand(false));
    } else if (tokens.isNumbered("b")) {
      targets.add(new MachineTarget(blockReference(), registerList()));
    } else if (immediates.size() == 2) {
      throw tokens.error("more than two immediates");
    } else {
      immediates.add(tokens.immediate());
    }
  }

  private Opcode opcode(final String mnemonic) {
    final Opcode opcode = OPCODES.get(mnemonic);
    if (opcode == null) {
      throw tokens.error("unknown instruction " + mnemonic);
    }
    return opcode;
  }

  private Operand parseOperand(final boolean def) {
    final VReg register = register();
    Register fixed = null;
    int tied = -1;
    if (tokens.accept(":")) {
      final String name = tokens.word();
      for (final Register each : Register.values()) {
        if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
          fixed = each;
        }
      }
      if (fixed == null) {
        throw tokens.error("unknown register " + name);
      }
    }
    if (tokens.accept("~")) {
      tied = tokens.number();
    }
    return new Operand(register, def, fixed, tied);
  }

  private TrapSite parseTrap() {
    if (!tokens.accept("!")) {
      return null;
    }
    final String name = tokens.word();
    final TrapKind kind =
        TrapKind.byMnemonic(name).orElseThrow(() -> tokens.error("unknown trap kind " + name));
    // Only a site's own offset follows without a space.
    return new TrapSite(kind, tokens.isAttached("@") ? parseOffset() : -1);
  }

  private int parseOffset() {
    return tokens.accept("@") ? tokens.number() : -1;
  }

  private MachineBlock blockReference() {
    final int id = tokens.numbered("b");
    if (id >= function.blocks().size()) {
      throw tokens.error("there is no block b" + id);
    }
    return function.blocks().get(id);
  }

  private List<VReg> registerList() {
    final List<VReg> registers = new ArrayList<>();
    if (tokens.accept("(")) {
      do {
        registers.add(register());
      } while (tokens.accept(","));
      tokens.expect(")");
    }
    return registers;
  }

  private VReg register() {
    tokens.expect("%");
    return new VReg(tokens.number());
  }
}
