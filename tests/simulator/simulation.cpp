#include "simulation.h"

namespace logonloom {

SimulatedCase Simulate(std::uint64_t seed, Loss loss, SimulationOptions options) {
  SimulatedCase result;
  Random random(seed);
  const int machines = random.Int(1, 2);
  for (int m = 0; m < machines; ++m) {
    const WindowsAge age = random.Chance(0.3) ? WindowsAge::kSeven : WindowsAge::kTen;
    SimulatedMachine machine("HOST" + std::to_string(m), age, seed * 31 + static_cast<unsigned>(m),
                             *result.pool, m * 5, options);
    machine.Live(result.truth);
    result.events.insert(result.events.end(), machine.events().begin(), machine.events().end());
  }
  Lose(loss, random, result.events);
  random.Shuffle(result.events);
  return result;
}

Score Try(std::uint64_t seed, Loss loss, SimulationOptions options) {
  SimulatedCase c = Simulate(seed, loss, options);
  const Correlation claimed = Correlate(std::move(c.events));
  return ScoreOf(c.truth, claimed, loss == Loss::kNothing);
}

}  // namespace logonloom
