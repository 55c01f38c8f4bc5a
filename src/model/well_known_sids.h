// Names of the SIDs that mean the same on every machine. Source: Microsoft's list of well-known
// security identifiers.
#pragma once

#include <string_view>

namespace logonloom {

// «Administrators» for S-1-5-32-544, «Domain Admins» for S-1-5-21-…-512; empty if not well known.
std::string_view WellKnownSidName(std::string_view sid);

}  // namespace logonloom
