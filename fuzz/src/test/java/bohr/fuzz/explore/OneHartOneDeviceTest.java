package bohr.fuzz.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.fuzz.target.Scenarios;
import bohr.fuzz.target.Target;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a hart stores to one device arrives in order: a proof by exhaustion of every interleaving
/// and every choice, under each combination of policies and each memory model.
class OneHartOneDeviceTest {

  private static final String SCENARIO = "one-hart-one-device";

  /// The policies of a device; without a lock, the order of its registers counts.
  private static final List<List<String>> POLICIES =
      List.of(
          List.of("edu.locking=bql", "edu.locking=device",
              "edu.locking=none edu.register-order=seq-cst",
              "edu.locking=none edu.register-order=acquire-release",
              "edu.locking=none edu.register-order=relaxed"),
          List.of("edu.msi=ordered", "edu.msi=bypass"),
          List.of("edu.dma=per-beat", "edu.dma=mapped"),
          List.of("edu.relaxed-ordering=off", "edu.relaxed-ordering=on"),
          List.of("edu.register-writes=synchronous", "edu.register-writes=posted"));

  private static List<List<String>> combinations() {
    List<List<String>> all = List.of(List.of());
    for (List<String> policy : POLICIES) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> settings : all) {
        for (String value : policy) {
          List<String> more = new ArrayList<>(settings);
          more.addAll(List.of(value.split(" ")));
          longer.add(more);
        }
      }
      all = longer;
    }
    return all;
  }

  private static ExploreResult explore(String variant, List<String> settings) {
    Target target = Target.of(Scenarios.read(SCENARIO, variant, settings));
    return Explorer.explore(target, ExploreOptions.STANDARD, ExploreListener.SILENT);
  }

  private static void holds(List<String> settings) {
    ExploreResult result = explore("fixed", settings);
    assertTrue(result.found().isEmpty(), () -> settings + ": " + result.found());
    assertTrue(result.complete(), settings::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sc", "tso", "rvwmo"})
  void theOrderHoldsInEveryPolicy(String model) {
    List<List<String>> combinations = combinations();
    assertEquals(80, combinations.size());
    for (List<String> settings : combinations) {
      List<String> all = new ArrayList<>(settings);
      all.add("memory-model=" + model);
      holds(all);
    }
  }

  @Tag("slow")
  @Test
  void theOrderHoldsInEveryPolicyThoughStoresMayBePromised() {
    for (List<String> settings : combinations()) {
      List<String> all = new ArrayList<>(settings);
      all.add("memory-model=rvwmo-full");
      holds(all);
    }
  }

  /// So that the proof can fail: what goes through memory is not in order.
  @Test
  void whatGoesThroughMemoryIsOutOfOrderInEveryPolicyOfAWeakModelAndInNoneOfSc() {
    for (List<String> settings : combinations()) {
      List<String> weak = new ArrayList<>(settings);
      weak.add("memory-model=tso");
      assertTrue(explore("buggy", weak).found().isPresent(), weak::toString);
    }
    assertTrue(explore("buggy", List.of("memory-model=sc")).found().isEmpty());
  }
}
