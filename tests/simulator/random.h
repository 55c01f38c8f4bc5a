// Random choices that are the same on every platform for a seed.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace logonloom {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  // From `low` to `high`, both inclusive.
  int Int(int low, int high) {
    return low + static_cast<int>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }
  double Real(double low, double high) {
    return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1.0p-53;
  }
  bool Chance(double p) { return Real(0, 1) < p; }
  template <typename T>
  const T& Pick(const std::vector<T>& all) {
    return all[static_cast<std::size_t>(Int(0, static_cast<int>(all.size()) - 1))];
  }
  template <typename T>
  void Shuffle(std::vector<T>& all) {
    for (std::size_t i = all.size(); i > 1; --i)
      std::swap(all[i - 1], all[static_cast<std::size_t>(Int(0, static_cast<int>(i) - 1))]);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace logonloom
