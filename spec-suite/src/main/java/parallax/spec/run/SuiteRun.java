package parallax.spec.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import parallax.compiler.AllocatorKind;
import parallax.compiler.CompilerOptions;
import parallax.corpus.wast.SuiteIndex;
import parallax.oracle.engine.IrEngine;

/** Runs scripts on engines, several at a time; results come in the order of the scripts. */
public final class SuiteRun {
  /** Hears of scripts that are done; called by several threads. */
  @FunctionalInterface
  public interface Progress {
    void done(String file, int failures);
  }

  /**
   * A script to run.
   *
   * @param name path in the suite's folder, as reports and expectations have it
   * @param source its text
   */
  public record Script(String name, String source) {}

  private SuiteRun() {}

  /** All columns: the reference, the compiler's IR, and the machine with every allocator. */
  public static List<ScriptEngine> engines() {
    return List.of(
        new ReferenceScripts(),
        new IrScripts(IrEngine.Stage.FRONTEND),
        new PvmScripts(CompilerOptions.DEFAULT),
        new PvmScripts(CompilerOptions.DEFAULT.withAllocator(AllocatorKind.LINEAR_SCAN)));
  }

  /**
   * Runs scripts.
   *
   * @param threads how many scripts at a time
   */
  public static List<ScriptResults> run(
      final List<Script> scripts,
      final List<ScriptEngine> engines,
      final int threads,
      final Progress progress) {
    final SuiteIndex index = SuiteIndex.load();
    final ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      final List<Future<ScriptResults>> running = new ArrayList<>();
      for (final Script script : scripts) {
        running.add(
            pool.submit(
                () -> {
                  final ScriptResults results =
                      ScriptResults.of(
                          script.name(), index.family(script.name()), script.source(), engines);
                  progress.done(script.name(), failures(results));
                  return results;
                }));
      }
      final List<ScriptResults> all = new ArrayList<>();
      for (final Future<ScriptResults> each : running) {
        all.add(each.get());
      }
      return all;
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (final ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** Runs one script that is at hand as text. */
  public static ScriptResults run(
      final String name, final String source, final List<ScriptEngine> engines) {
    return ScriptResults.of(name, SuiteIndex.load().family(name), source, engines);
  }

  private static int failures(final ScriptResults results) {
    return (int) results.results().stream().filter(r -> r.status() == Result.Status.FAIL).count();
  }
}
