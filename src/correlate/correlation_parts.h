// The answers for single machines, put together into one.
#pragma once

#include <cstddef>
#include <vector>

#include "logonloom/sessions.h"

namespace logonloom {

// Where the indices of a machine's part lie in the whole.
struct PartPlace {
  Index host = 0, boot = 0, event = 0, logon = 0, local = 0, access = 0;
};

// A machine's part has no events; its indices count from its own first host, boot, event …
class CorrelationParts {
 public:
  CorrelationParts(std::vector<Diagnostic> diagnostics, std::size_t events_of_all);

  // Behind the parts before it: in the order of the machines, which is that of the events.
  void Add(Correlation part);
  // All that was added. Once.
  Correlation Join(EventTable events);

 private:
  Correlation all_;
  PartPlace next_;
  std::size_t events_of_all_;
};

}  // namespace logonloom
