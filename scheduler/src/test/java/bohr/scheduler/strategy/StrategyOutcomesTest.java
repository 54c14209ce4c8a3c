package bohr.scheduler.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.scheduler.Estimates;
import bohr.scheduler.Execution;
import bohr.scheduler.Histograms;
import bohr.scheduler.Strategy;
import bohr.scheduler.Toy;
import bohr.scheduler.Toys;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What every strategy makes of the same small programs, in executions 0 to 999 of campaign 0;
/// `dfs` says which schedules there are. A number that changes means that a seed has changed its
/// meaning: say why in the commit.
class StrategyOutcomesTest {

  private static String outcomes(Toy toy, Function<Toy, Object> outcome) {
    Estimates estimates = Histograms.estimates(toy);
    StringBuilder table = new StringBuilder();
    for (int preemptions = 0; preemptions <= 2; preemptions++) {
      table.append("dfs ").append(preemptions).append(' ');
      table.append(exhaust(new DfsScheduler(preemptions), toy, outcome)).append('\n');
    }
    for (Strategy strategy : Strategies.forgetful(estimates)) {
      table.append(strategy.name()).append(' ');
      table.append(Histograms.of(strategy, toy, 1_000, outcome)).append('\n');
    }
    return table.toString();
  }

  private static Map<String, Integer> exhaust(
      DfsScheduler search, Toy toy, Function<Toy, Object> outcome) {
    Map<String, Integer> histogram = new TreeMap<>();
    while (!search.exhausted()) {
      search.begin(0, 0);
      new Execution().run(toy.reset(), search, Histograms.ENOUGH);
      histogram.merge(outcome.apply(toy).toString(), 1, Integer::sum);
    }
    return histogram;
  }

  @Test
  void anUpdateIsLostWhenBothReadFirst() {
    assertEquals(
        """
        dfs 0 {kept=2}
        dfs 1 {kept=2, lost=2}
        dfs 2 {kept=2, lost=4}
        round-robin {kept=1000}
        random {kept=526, lost=474}
        random-slices {kept=858, lost=142}
        pct {kept=1000}
        pct {kept=578, lost=422}
        pct {kept=680, lost=320}
        pos {kept=680, lost=320}
        surw {kept=354, lost=646}
        urw {kept=346, lost=654}
        delay-bounded {kept=667, lost=333}
        guided {kept=678, lost=322}
        portfolio {kept=703, lost=297}
        """,
        outcomes(Toys.lostUpdate(), toy -> toy.cell(0) == 1 ? "lost" : "kept"));
  }

  @Test
  void noUpdateIsLostUnderALock() {
    assertEquals(
        """
        dfs 0 {kept=2}
        dfs 1 {kept=2}
        dfs 2 {kept=2}
        round-robin {kept=1000}
        random {kept=1000}
        random-slices {kept=1000}
        pct {kept=1000}
        pct {kept=1000}
        pct {kept=1000}
        pos {kept=1000}
        surw {kept=1000}
        urw {kept=1000}
        delay-bounded {kept=1000}
        guided {kept=1000}
        portfolio {kept=1000}
        """,
        outcomes(Toys.lockedUpdate(), toy -> toy.cell(0) == 1 ? "lost" : "kept"));
  }

  @Test
  void locksTakenInOppositeOrdersMayDeadlock() {
    assertEquals(
        """
        dfs 0 {finished=2}
        dfs 1 {deadlock=2, finished=4}
        dfs 2 {deadlock=2, finished=4}
        round-robin {finished=1000}
        random {deadlock=474, finished=526}
        random-slices {deadlock=142, finished=858}
        pct {finished=1000}
        pct {deadlock=422, finished=578}
        pct {deadlock=320, finished=680}
        pos {deadlock=320, finished=680}
        surw {deadlock=524, finished=476}
        urw {deadlock=588, finished=412}
        delay-bounded {deadlock=333, finished=667}
        guided {deadlock=311, finished=689}
        portfolio {deadlock=297, finished=703}
        """,
        outcomes(Toys.lockOrder(), toy -> toy.finished() ? "finished" : "deadlock"));
  }

  @Test
  void threeAgentsLeaveTheirMarksInSixOrders() {
    // PCT puts the agent that yields behind the others for good, so never lets it come first.
    assertEquals(
        """
        dfs 0 {132=2, 312=3, 321=1}
        dfs 1 {123=2, 132=3, 213=1, 231=1, 312=3, 321=2}
        dfs 2 {123=2, 132=3, 213=1, 231=1, 312=3, 321=2}
        round-robin {132=1000}
        random {123=454, 132=238, 213=189, 231=43, 312=46, 321=30}
        random-slices {123=199, 132=339, 213=78, 231=58, 312=226, 321=100}
        pct {132=478, 312=522}
        pct {132=777, 312=223}
        pct {132=730, 312=270}
        pos {123=207, 132=206, 213=79, 231=76, 312=218, 321=214}
        surw {123=152, 132=187, 213=185, 231=164, 312=160, 321=152}
        urw {123=144, 132=302, 213=48, 231=58, 312=306, 321=142}
        delay-bounded {123=417, 132=475, 231=17, 312=74, 321=17}
        guided {123=179, 132=195, 213=135, 231=142, 312=184, 321=165}
        portfolio {123=199, 132=372, 213=82, 231=47, 312=201, 321=99}
        """,
        outcomes(Toys.threeMarks(), toy -> toy.cell(0)));
  }

  @Test
  void halfOfAllValuesAreTheStrongest() {
    // Two values out of three alternatives each.
    Toy toy = Toys.values();
    assertEquals(
        """
        dfs 0 {00=1, 01=1, 02=1, 10=1, 11=1, 12=1, 20=1, 21=1, 22=1}
        dfs 1 {00=1, 01=1, 02=1, 10=1, 11=1, 12=1, 20=1, 21=1, 22=1}
        dfs 2 {00=1, 01=1, 02=1, 10=1, 11=1, 12=1, 20=1, 21=1, 22=1}
        round-robin {00=1000}
        random {00=264, 01=114, 02=130, 10=133, 11=59, 12=70, 20=102, 21=58, 22=70}
        random-slices {00=264, 01=114, 02=130, 10=133, 11=59, 12=70, 20=102, 21=58, 22=70}
        pct {00=243, 01=130, 02=134, 10=120, 11=50, 12=56, 20=138, 21=76, 22=53}
        pct {00=246, 01=126, 02=136, 10=121, 11=54, 12=75, 20=118, 21=64, 22=60}
        pct {00=215, 01=122, 02=140, 10=130, 11=58, 12=79, 20=120, 21=68, 22=68}
        pos {00=244, 01=114, 02=136, 10=131, 11=55, 12=57, 20=122, 21=65, 22=76}
        surw {00=257, 01=116, 02=121, 10=121, 11=66, 12=56, 20=133, 21=56, 22=74}
        urw {00=244, 01=114, 02=136, 10=131, 11=55, 12=57, 20=122, 21=65, 22=76}
        delay-bounded {00=240, 01=124, 02=127, 10=134, 11=59, 12=60, 20=125, 21=78, 22=53}
        guided {00=257, 01=116, 02=121, 10=121, 11=66, 12=56, 20=133, 21=56, 22=74}
        portfolio {00=252, 01=107, 02=149, 10=134, 11=64, 12=56, 20=111, 21=62, 22=65}
        """,
        outcomes(toy, t -> t.cell(0) + "" + t.cell(1)));
  }
}
