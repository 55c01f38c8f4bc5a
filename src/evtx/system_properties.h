// Values put into the System properties of a record.
#pragma once

#include "evtx/record_plan.h"
#include "evtx/text_arena.h"
#include "logonloom/record.h"

namespace logonloom::evtx {

// Typed values and texts give the same; what does not fit the property leaves it as it is. Texts
// made here live in `texts`.
void SetProperty(Property property, const Value& value, TextArena& texts, SystemProperties& system);

// The same for a number or a time in ticks; false if the property is a text.
bool SetProperty(Property property, std::uint64_t number, SystemProperties& system);

}  // namespace logonloom::evtx
