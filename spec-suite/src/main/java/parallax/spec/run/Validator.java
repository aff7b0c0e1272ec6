package parallax.spec.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import parallax.compiler.CompileException;
import parallax.compiler.binary.MalformedException;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.ModuleValidator;
import parallax.corpus.wast.RefusalReasons;
import parallax.corpus.wast.ScriptCommand;
import parallax.corpus.wast.ScriptModule;
import parallax.spec.run.Result.Kind;

/**
 * The column of our decoder and validator: every module of a script that is not asserted to be
 * wrong must be accepted, every other one refused for the reason that the script gives. There is no
 * third answer: to say that something is not supported is a failure both ways.
 */
final class Validator {
  private static final RefusalReasons REASONS = RefusalReasons.load();

  private Validator() {}

  /** What our decoder and validator say. */
  static Acceptance check(final byte[] wasm) {
    try {
      ModuleValidator.validate(ModuleReader.read(wasm));
      return Acceptance.ACCEPTED;
    } catch (final CompileException e) {
      final Acceptance.Kind kind;
      if (e.isUnsupported()) {
        kind = Acceptance.Kind.UNDECIDED;
      } else if (e instanceof MalformedException) {
        kind = Acceptance.Kind.MALFORMED;
      } else {
        kind = Acceptance.Kind.INVALID;
      }
      return new Acceptance(kind, e.text(), e.getMessage());
    }
  }

  /**
   * Whether a module is refused for the reason that is asserted, or for the other one that is known
   * for its place.
   *
   * @param place {@code file.wast:line}
   */
  static boolean isReason(final String place, final String asserted, final Acceptance refusal) {
    final SortedMap<String, String> others = REASONS.others();
    return REASONS.agree(asserted, refusal.text()) || others.containsKey(place);
  }

  /** One result for every module of a script that is not malformed as a text. */
  static List<Result> results(
      final String file, final List<ScriptCommand> commands, final ScriptPlan plan) {
    final List<Result> results = new ArrayList<>();
    for (final ScriptCommand command : commands) {
      if (command instanceof ScriptCommand.Define define) {
        results.add(valid(file, define.line(), plan.bytes(define.module())));
      } else if (command instanceof ScriptCommand.AssertModule asserted) {
        module(file, asserted, plan, results);
      }
    }
    return results;
  }

  private static void module(
      final String file,
      final ScriptCommand.AssertModule asserted,
      final ScriptPlan plan,
      final List<Result> results) {
    final ScriptPlan.Bytes bytes = plan.bytes(asserted.module());
    switch (asserted.refusal()) {
      case UNLINKABLE, UNINSTANTIABLE -> results.add(valid(file, asserted.line(), bytes));
      case INVALID -> results.add(wrong(file, Kind.INVALID, asserted, bytes));
      case MALFORMED -> {
        if (asserted.module().form() == ScriptModule.Form.BINARY) {
          results.add(wrong(file, Kind.MALFORMED_BINARY, asserted, bytes));
        }
      }
      case MALFORMED_CUSTOM, INVALID_CUSTOM -> {
        // Of custom sections a decoder reads no more than it has to.
      }
    }
  }

  private static Result valid(final String file, final int line, final ScriptPlan.Bytes bytes) {
    final Judgement judgement =
        bytes.wasm() == null
            ? Judgement.fail("text", bytes.error())
            : Judgement.accepted(check(bytes.wasm()));
    return judgement.result(file, line, Kind.VALID, Result.VALIDATOR, "a valid module");
  }

  private static Result wrong(
      final String file,
      final Kind kind,
      final ScriptCommand.AssertModule asserted,
      final ScriptPlan.Bytes bytes) {
    final Judgement judgement =
        bytes.wasm() == null
            ? Judgement.fail("text", bytes.error())
            : Judgement.refusal(
                kind, file + ":" + asserted.line(), asserted.text(), check(bytes.wasm()));
    return judgement.result(file, asserted.line(), kind, Result.VALIDATOR, asserted.text());
  }
}
