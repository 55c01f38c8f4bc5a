// The demo case: a small incident on two machines. See testdata/README.md for its story.
#pragma once

#include "support/scenario.h"

namespace logonloom::support {

void TellDemoCase(Scenario& story);

}  // namespace logonloom::support
