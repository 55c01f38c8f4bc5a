// The answers for single machines, put together into one.
#pragma once

#include <cstddef>
#include <vector>

#include "logonloom/sessions.h"

namespace logonloom {

// A machine's part has no events; its indices count from its own first host, boot, event …
class CorrelationParts {
 public:
  explicit CorrelationParts(std::size_t machines) : parts_(machines) {}

  // Any thread, each machine once.
  void Put(std::size_t machine, Correlation part) { parts_[machine] = std::move(part); }
  // All parts in the order of the machines, which is that of `events`. Once.
  Correlation Join(EventTable events, std::vector<Diagnostic> diagnostics);

 private:
  std::vector<Correlation> parts_;
};

}  // namespace logonloom
