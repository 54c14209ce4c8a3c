package bohr.fuzz.litmus;

import bohr.emulator.input.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/// Explores many tests on any number of host threads. What comes out is in the order of the tests,
/// and the same whatever `jobs` is, but for tests that are over their limit of time.
public final class LitmusRun {

  private LitmusRun() {}

  /// Explores `tests`, and hands on each result as soon as those before it are there. If the
  /// calling thread is interrupted, the rest is left out, and it stays interrupted.
  ///
  /// @throws BadInput if a thread of a test traps
  public static void run(
      List<LitmusTest> tests,
      Function<LitmusTest, Exploration> search,
      int jobs,
      Consumer<Exploration> results) {
    ExecutorService threads =
        Executors.newFixedThreadPool(jobs, Thread.ofPlatform().daemon().name("bohr-litmus-", 0)
            .factory());
    try {
      List<CompletableFuture<Exploration>> running = new ArrayList<>();
      for (LitmusTest test : tests) {
        running.add(CompletableFuture.supplyAsync(() -> search.apply(test), threads));
      }
      for (CompletableFuture<Exploration> each : running) {
        results.accept(each.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      throw unwrapped(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static RuntimeException unwrapped(Throwable cause) {
    return switch (cause) {
      case CompletionException wrapper -> unwrapped(wrapper.getCause());
      case RuntimeException own -> own;
      case Error error -> throw error;
      default -> new IllegalStateException(cause);
    };
  }
}
