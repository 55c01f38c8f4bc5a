#include "platform/pager.h"

namespace logonloom {

// Windows has none that leaves UTF-8 and columns as they are.
Pager::Pager(bool /*wanted*/, bool /*colour*/) {}
Pager::~Pager() = default;
bool Pager::Active() { return false; }

}  // namespace logonloom
