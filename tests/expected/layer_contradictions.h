// The parts of FindContradictions, one for each layer of sessions.
#pragma once

#include "contradictions.h"
#include "correspondence.h"

namespace logonloom {

bool Differ(std::string_view a, std::string_view b);  // both told, and not the same
bool Differ(const User& a, const User& b);
// More than the seconds in which several records tell one act.
bool Apart(const std::optional<FileTime>& a, const std::optional<FileTime>& b);

void CompareBoots(const Correspondence& same, Contradictions& found);
void CompareLogons(const Correspondence& same, Contradictions& found);
void CompareLocals(const Correspondence& same, Contradictions& found);
void CompareAccess(const Correspondence& same, Contradictions& found);

}  // namespace logonloom
