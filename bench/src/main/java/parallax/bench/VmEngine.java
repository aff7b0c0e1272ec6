package parallax.bench;

import java.util.Locale;
import java.util.function.Function;
import parallax.pvm.interpreter.DecodedProgram;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.program.StandardProgram;
import parallax.pvm.translator.TranslatedMachine;
import parallax.pvm.translator.TranslatedProgram;

/** Our engines, each for gp-0.7.2. */
public enum VmEngine {
  INTERPRETER {
    @Override
    Function<InitialState, Machine> machines(final ProgramBlob blob) {
      final DecodedProgram decoded = DecodedProgram.of(Profile.GP_0_7_2, blob);
      return state -> new Interpreter(decoded, state);
    }
  },
  TRANSLATOR {
    @Override
    Function<InitialState, Machine> machines(final ProgramBlob blob) {
      final TranslatedProgram program = TranslatedProgram.of(Profile.GP_0_7_2, blob, 0);
      return state -> new TranslatedMachine(program, state);
    }
  },
  /** Translated without counting gas, to show what counting costs; its gas says nothing. */
  TRANSLATOR_WITHOUT_GAS {
    @Override
    Function<InitialState, Machine> machines(final ProgramBlob blob) {
      final TranslatedProgram program = TranslatedProgram.unmetered(Profile.GP_0_7_2, blob);
      return state -> new TranslatedMachine(program, state);
    }
  },
  /** Interprets first and translates what is used much. */
  AUTOMATIC {
    @Override
    Function<InitialState, Machine> machines(final ProgramBlob blob) {
      final TranslatedProgram program = TranslatedProgram.automatic(Profile.GP_0_7_2, blob);
      return state -> new TranslatedMachine(program, state);
    }
  };

  /** Machines of one program; what is decoded or translated of it is shared between them. */
  abstract Function<InitialState, Machine> machines(ProgramBlob blob);

  /** The program, ready to be run on this engine. */
  final Invocation prepare(final StandardProgram program) {
    return new Invocation(program, machines(program.blob()));
  }

  /** How it is called in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
