package parallax.pvm.translator;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Objects;
import parallax.pvm.interpreter.DecodedProgram;
import parallax.pvm.isa.GasModel;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.BlockCosts;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.program.StandardLayout;

/**
 * A program with what has been translated of it so far. A region is translated when it has been
 * asked for so many times, and once more when it turns out to be entered where it has no entry.
 * Classes are hidden ones, so they go when the program does. May be shared between machines of one
 * thread.
 */
public final class TranslatedProgram {

  /** How often the automatic engine interprets a region before it translates it. */
  private static final int AUTOMATIC_THRESHOLD = 200;

  /** What the automatic engine interprets at full speed before it looks at regions at all. */
  private static final long AUTOMATIC_START = 100_000;

  /** A unit that is no entry becomes one when execution has come to it so often. */
  private static final int ENTRY_THRESHOLD = 8;

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private final Profile profile;
  private final DecodedProgram decoded;
  private final Units units;
  private final BlockCosts costs;
  private final boolean metered;
  private final int threshold;
  private final int[] jumpTable;
  private long interpretFirst;

  // By region.
  private final Region[] regions;
  private final ExitTable[] exits;
  private final int[] heat;
  private final boolean[] stackUnguessed;
  // By unit.
  private final int[] entryOf;
  private final byte[] misses;

  private TranslatedProgram(Profile profile, ProgramBlob blob, int threshold, boolean metered) {
    this.profile = profile;
    this.decoded = DecodedProgram.of(profile, blob);
    this.units = new Units(profile, blob);
    this.costs =
        profile.gasModel() == GasModel.BLOCK_PIPELINE ? new BlockCosts(blob, profile) : null;
    this.threshold = threshold;
    this.metered = metered;
    this.jumpTable = blob.jumpTable();
    for (int i = 0; i < jumpTable.length; i++) {
      jumpTable[i] = units.blocks.isStart(jumpTable[i]) ? jumpTable[i] : -1;
    }
    this.regions = new Region[units.regionCount()];
    this.exits = new ExitTable[units.regionCount()];
    this.heat = new int[units.regionCount()];
    this.stackUnguessed = new boolean[units.regionCount()];
    this.entryOf = new int[units.count()];
    this.misses = new byte[units.count()];
    Arrays.fill(entryOf, -1);
  }

  /**
   * Prepares a program; nothing is translated yet.
   *
   * @param threshold how often a region is interpreted before it is translated
   */
  public static TranslatedProgram of(Profile profile, ProgramBlob blob, int threshold) {
    return new TranslatedProgram(profile, blob, threshold, true);
  }

  /**
   * Prepares a program for the automatic engine: the first instructions that are executed of it, by
   * whichever machine, are interpreted, and then what is used much is translated.
   */
  public static TranslatedProgram automatic(Profile profile, ProgramBlob blob) {
    TranslatedProgram program = of(profile, blob, AUTOMATIC_THRESHOLD);
    program.interpretFirst = AUTOMATIC_START;
    return program;
  }

  /**
   * The same without any counting of gas, to measure what that costs: what is translated takes
   * none, so a run that does not end never ends.
   */
  public static TranslatedProgram unmetered(Profile profile, ProgramBlob blob) {
    return new TranslatedProgram(profile, blob, 0, false);
  }

  Profile profile() {
    return profile;
  }

  DecodedProgram decoded() {
    return decoded;
  }

  Units units() {
    return units;
  }

  boolean chargesBlocks() {
    return costs != null;
  }

  ExitTable exits(int region) {
    return exits[region];
  }

  // ---- entering

  /** How much gas to interpret at full speed, without a look at regions, before anything else. */
  long interpretFirst() {
    return interpretFirst;
  }

  /** So much gas has been interpreted at full speed; at least one, so that it comes to an end. */
  void interpreted(long gas) {
    interpretFirst = Math.max(0, interpretFirst - Math.max(1, gas));
  }

  /**
   * The region to run for a unit; null if it should be interpreted this time. Not null means that
   * the unit is one of its entries.
   */
  Region enter(int unit) {
    int number = units.region(unit);
    Region region = regions[number];
    if (region != null && entryOf[unit] >= 0) {
      return region;
    }
    if (region == null && heat[number]++ < threshold) {
      return null;
    }
    if (!units.isEntry(unit)) {
      if (++misses[unit] < ENTRY_THRESHOLD) {
        return null;
      }
      units.addEntry(unit);
    }
    return translate(number);
  }

  /** Whether accesses of a region by way of sp are guessed to be in the stack. */
  boolean guessesStack(int region) {
    return !stackUnguessed[region];
  }

  /** Translates a region again, without guesses about the stack. */
  void stopGuessingStack(int region) {
    stackUnguessed[region] = true;
    translate(region);
  }

  /** Translates every region, with the entries that are known from the start. */
  public void translateAll() {
    for (int region = 0; region < regions.length; region++) {
      translate(region);
    }
  }

  /** How many regions there is a translation of. */
  public long translatedRegions() {
    return Arrays.stream(regions).filter(Objects::nonNull).count();
  }

  /** The number of the entry that a unit is, or -1. */
  int entryOf(int unit) {
    return entryOf[unit];
  }

  private Region translate(int number) {
    RegionWriter.Written written = write(number);
    int entry = 0;
    for (int unit = units.firstUnit(number); unit < units.endUnit(number); unit++) {
      entryOf[unit] = units.isEntry(unit) ? entry++ : -1;
    }
    exits[number] = written.exits();
    regions[number] = define(written.bytes());
    return regions[number];
  }

  /** The class file of a region with its present entries. */
  RegionWriter.Written write(int number) {
    return new RegionWriter(units, costs, metered, guessesStack(number), number).write();
  }

  private static Region define(byte[] classFile) {
    try {
      MethodHandles.Lookup hidden = LOOKUP.defineHiddenClass(classFile, true);
      MethodHandle constructor =
          hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class));
      return (Region) constructor.invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("the translation cannot be loaded", e);
    }
  }

  // ---- what translated code asks

  /** The position a dynamic jump leads to, or -1 if it halts or panics. */
  int dynamicTarget(int address) {
    long a = address & 0xFFFFFFFFL;
    if (a == 0
        || a % StandardLayout.JUMP_ALIGNMENT != 0
        || a > (long) StandardLayout.JUMP_ALIGNMENT * jumpTable.length
        || a == StandardLayout.HALT_ADDRESS) {
      return -1;
    }
    return jumpTable[(int) (a / StandardLayout.JUMP_ALIGNMENT) - 1];
  }

  /** The number of the entry at a position, or -1 if the region has none there. */
  int entryIn(int pc, int region) {
    int unit = units.at(pc);
    return unit >= 0 && units.region(unit) == region ? entryOf[unit] : -1;
  }
}
