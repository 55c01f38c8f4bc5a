// Who did what an event tells, as far as its kind says where the record names him.
#pragma once

#include "logonloom/event.h"

namespace logonloom {

// Kinds that the acting program writes itself.
bool IsWrittenByActor(EventKind kind);

// Written by the acting program, or by Windows in the name of who asked for it: Security/@UserID is
// the actor.
bool IsWrittenFor(const Event& event);

// Of services, the account that the record names beside the actor is the one that they run as.
bool IsServiceInstall(const Event& event);

}  // namespace logonloom
