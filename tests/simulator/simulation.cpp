#include "simulation.h"

#include "simulated_machine.h"

namespace logonloom {

SimulatedCase Simulate(std::uint64_t seed, Loss loss, SimulationOptions options) {
  SimulatedCase result;
  Random random(seed);
  options.clears_logs = loss == Loss::kCleared;
  const int machines = random.Int(1, 2);
  for (int m = 0; m < machines; ++m) {
    SimulatedMachine machine(m, seed * 31 + static_cast<unsigned>(m), *result.pool, options,
                             result.truth);
    machine.Live();
    result.events.insert(result.events.end(), machine.events().begin(), machine.events().end());
  }
  Lose(loss, random, result.events);
  random.Shuffle(result.events);
  return result;
}

Score Try(std::uint64_t seed, Loss loss, SimulationOptions options) {
  SimulatedCase c = Simulate(seed, loss, options);
  const Correlation claimed = Correlate(std::move(c.events));
  return ScoreOf(c.truth, claimed, IsComplete(loss));
}

}  // namespace logonloom
