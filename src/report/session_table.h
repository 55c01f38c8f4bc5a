// The listing of access sessions for a terminal.
#pragma once

#include <cstdint>

#include "base/time_zone.h"
#include "casedb/case_reader.h"
#include "report/sink.h"
#include "report/text_table.h"

namespace logonloom {

// By time of the first sign, then by number.
inline constexpr const char* kSessionOrder =
    "coalesce(attempt_time, start_time, end_time, end_lower), session_id";

// Aligned columns, a row per session of `wanted`, in kSessionOrder. Returns their number.
std::uint64_t WriteSessionTable(const CaseReader& reader, const Condition& wanted,
                                const TimeZone& zone, const TextLook& look, const TextSink& sink);

}  // namespace logonloom
