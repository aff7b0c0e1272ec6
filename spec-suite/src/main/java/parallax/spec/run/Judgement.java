package parallax.spec.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import parallax.compiler.abi.TrapKind;
import parallax.corpus.wast.ScriptPattern;
import parallax.oracle.outcome.Outcome;
import parallax.spec.run.Result.Kind;
import parallax.spec.run.Result.Status;

/**
 * How an outcome compares with what the script wants. Out of fuel or gas is never a trap, and what
 * is not supported is never a refusal: our own decoder has to decide.
 */
record Judgement(Status status, String reason, String got) {
  private static final Judgement PASS = new Judgement(Status.PASS, "", "");

  static Judgement fail(final String reason, final String got) {
    return new Judgement(Status.FAIL, reason, got);
  }

  static Judgement unsupported(final String feature) {
    return new Judgement(Status.UNSUPPORTED, feature, "");
  }

  /** There is no instance to act on, for the reason for which it could not be had. */
  static Judgement withoutInstance(final Judgement failure) {
    if (failure == null) {
      return fail("no-instance", "no instance of that name");
    }
    return failure.status() == Status.UNSUPPORTED ? failure : fail("no-instance", failure.got());
  }

  /** It had to return, whatever. */
  static Judgement returned(final Outcome outcome) {
    return outcome instanceof Outcome.Returned ? PASS : other(outcome);
  }

  static Judgement values(final List<ScriptPattern> expected, final Outcome outcome) {
    if (!(outcome instanceof Outcome.Returned returned)) {
      return other(outcome);
    }
    if (ScriptRun.needsVectors(expected)) {
      return unsupported("SIMD");
    }
    return ResultMatcher.matches(expected, returned.values())
        ? PASS
        : fail("value", ResultMatcher.print(returned.values()));
  }

  /** It had to trap, and to say this of it. */
  static Judgement trap(final String text, final Outcome outcome) {
    if (outcome instanceof Outcome.Trapped trapped) {
      return same(text, trapped.kind().text()) ? PASS : fail("trap-kind", outcome.toString());
    }
    // The reference's traps of features that the compiler has no kinds for have only a message.
    if (outcome instanceof Outcome.Fault fault && kind(text).isEmpty()) {
      return fault.detail().contains(text) ? PASS : fail("trap-kind", fault.toString());
    }
    return outcome instanceof Outcome.Returned
        ? fail("no-trap", outcome.toString())
        : other(outcome);
  }

  private static boolean same(final String expected, final String actual) {
    return expected.startsWith(actual);
  }

  private static Optional<TrapKind> kind(final String text) {
    for (final TrapKind kind : TrapKind.values()) {
      if (same(text, kind.text())) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** An exception had to leave the module. */
  static Judgement exception(final Outcome outcome) {
    if (outcome instanceof Outcome.Returned || outcome instanceof Outcome.Trapped) {
      return fail("no-exception", outcome.toString());
    }
    return outcome instanceof Outcome.Threw ? PASS : other(outcome);
  }

  /** Its imports had to be refused, and for this reason. */
  static Judgement unlinkable(final String text, final Outcome outcome) {
    if (outcome instanceof Outcome.Returned) {
      return fail("linked", "linked");
    }
    return outcome instanceof Outcome.Rejected rejected
            && rejected.feature() == null
            && rejected.message().startsWith(text)
        ? PASS
        : other(outcome);
  }

  static Judgement accepted(final Acceptance acceptance) {
    return switch (acceptance.kind()) {
      case ACCEPTED -> PASS;
      case ABSENT -> unsupported(acceptance.text());
      case UNDECIDED -> fail("undecided", acceptance.message());
      case MALFORMED, INVALID, REFUSED -> fail("rejected", acceptance.message());
    };
  }

  /**
   * It had to be refused, as this sort of wrong and for this reason. An engine that gives neither
   * is believed.
   *
   * @param place {@code file.wast:line}
   * @param asserted the script's text
   */
  static Judgement refusal(
      final Kind kind, final String place, final String asserted, final Acceptance acceptance) {
    return switch (acceptance.kind()) {
      case ACCEPTED -> fail("accepted", "accepted");
      case ABSENT -> unsupported(acceptance.text());
      case UNDECIDED -> fail("undecided", acceptance.message());
      case REFUSED -> PASS;
      case MALFORMED -> refusal(kind == Kind.MALFORMED_BINARY, place, asserted, acceptance);
      case INVALID -> refusal(kind == Kind.INVALID, place, asserted, acceptance);
    };
  }

  private static Judgement refusal(
      final boolean isSort,
      final String place,
      final String asserted,
      final Acceptance acceptance) {
    if (!isSort) {
      return fail(acceptance.kind().name().toLowerCase(Locale.ROOT), acceptance.message());
    }
    return Validator.isReason(place, asserted, acceptance)
        ? PASS
        : fail("other-reason", acceptance.message());
  }

  /** This as what came of a command. */
  Result result(
      final String file,
      final int line,
      final Kind kind,
      final String engine,
      final String expected) {
    return new Result(
        file, line, kind, engine, status, reason, status == Status.PASS ? "" : expected, got);
  }

  /** None of the outcomes that were wanted. */
  private static Judgement other(final Outcome outcome) {
    if (outcome instanceof Outcome.Rejected rejected) {
      return rejected.feature() != null
          ? unsupported(rejected.feature())
          : fail("rejected", rejected.message());
    }
    if (outcome instanceof Outcome.Exhausted exhausted) {
      return switch (exhausted.limit()) {
        case FUEL, GAS -> fail("out-of-" + exhausted.limit().label(), outcome.toString());
        case GROW_CAP, HOST_MEMORY -> unsupported("limit: " + exhausted.limit().label());
      };
    }
    if (outcome instanceof Outcome.Fault fault) {
      return fault.rule().equals("known-fault")
          ? unsupported("known fault: " + fault.detail())
          : fail(fault.rule(), fault.detail());
    }
    if (outcome instanceof Outcome.Threw) {
      return fail("exception", outcome.toString());
    }
    return fail(outcome instanceof Outcome.Trapped ? "trap" : "returned", outcome.toString());
  }
}
