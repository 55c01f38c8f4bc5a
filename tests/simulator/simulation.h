// One simulated case: machines, what their logs hold after a loss, and what correlation makes of
// it.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "loss.h"
#include "machine_state.h"
#include "score.h"

namespace logonloom {

struct SimulatedCase {
  std::unique_ptr<StringPool> pool = std::make_unique<StringPool>();
  std::vector<Event> events;  // in no order
  Truth truth;
};

SimulatedCase Simulate(std::uint64_t seed, Loss loss, SimulationOptions options = {});
Score Try(std::uint64_t seed, Loss loss, SimulationOptions options = {});

}  // namespace logonloom
