// Makes the one normaliser: a generic engine over the catalogue.
#pragma once

#include <memory>

#include "logonloom/event.h"

namespace logonloom {

// `pool` must outlive the normaliser and all events that it fills.
std::unique_ptr<Normaliser> MakeNormaliser(StringPool& pool);

}  // namespace logonloom
