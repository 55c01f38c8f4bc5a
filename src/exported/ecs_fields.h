// What Winlogbeat's modules and Elastic Agent move out of an event's data into the fields of the
// Elastic Common Schema.
#pragma once

#include <span>

#include "logonloom/record.h"

namespace logonloom {

struct EcsField {
  const char* name;               // in the event's data
  const char* path;               // in the document
  const char* domain = nullptr;   // of «domain\name»
};

// Of the event that `system` tells of; empty where nothing is moved.
std::span<const EcsField> EcsFieldsOf(const SystemProperties& system);

}  // namespace logonloom
