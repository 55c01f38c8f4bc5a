// Written logs of plain records, for tests that damage them.
#pragma once

#include <cstdint>

#include "support/evtx_writer.h"

namespace logonloom::support {

// A Security 4634 with this EventRecordID, whose TargetLogonId is 0x10000 above it.
EventSpec SampleEvent(std::uint64_t record_id);
// `count` of them with ids from 1 on.
EvtxFile SampleLog(std::size_t count);

}  // namespace logonloom::support
