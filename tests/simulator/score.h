// Compares what correlation claims with what happened.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "logonloom/sessions.h"
#include "simulated_truth.h"

namespace logonloom {

struct Rate {
  std::int64_t right = 0, all = 0;
  void Count(bool good) {
    ++all;
    right += good ? 1 : 0;
  }
  void Add(const Rate& other) {
    right += other.right;
    all += other.all;
  }
  double value() const {
    return all == 0 ? 1 : static_cast<double>(right) / static_cast<double>(all);
  }
};

struct Score {
  Rate precision;    // sessions claimed that happened
  Rate recall;       // sessions that happened and are claimed
  Rate end_reasons;  // of those found whose end is claimed
  Rate end_times;
  Rate addresses;
  Rate pairs;                      // linked halves claimed that are
  Rate parents;                    // callers claimed that are
  std::vector<std::string> wrong;  // claims that are not true, readable

  void Add(const Score& other);
};

// `complete`: nothing was lost, so whatever happened must be known.
Score ScoreOf(const Truth& truth, const Correlation& claimed, bool complete);

}  // namespace logonloom
