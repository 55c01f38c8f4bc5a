// Options that several commands share: which rows, and how they are shown.
#pragma once

#include <CLI/CLI.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/time_zone.h"
#include "report/text_table.h"
#include "report/view_filter.h"

namespace logonloom {

// The call is wrong; nothing was done.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct FilterOptions {
  std::vector<std::string> hosts, users, sids, addresses, kinds, outcomes, classes, end_reasons;
  std::string since, until, at, assume_zone;
  double min_confidence = -1;
  bool failed = false;
};
inline constexpr const char* kFilterGroup = "Which rows";
void AddFilterOptions(CLI::App& command, FilterOptions& options);
// Reads what was given: times, files of @FILE, words of the case and `view`. Throws UsageError.
ViewFilter ReadFilter(const CaseReader& reader, const std::string& view,
                      const FilterOptions& options);

// The members of a list that somebody gave; those of files in the place of «@FILE». Throws
// UsageError.
std::vector<std::string> ExpandList(const std::vector<std::string>& given);

// Of the view sessions: people and what came of something, unless the call asks for others by name.
Condition OrdinarySessions(const FilterOptions& options);

struct LookOptions {
  std::string colour = "auto", zone;
  bool no_pager = false;
};
void AddLookOptions(CLI::App& command, LookOptions& options);
// Throws UsageError for an unknown zone.
TimeZone ReadZone(const std::string& name);
// A moment, with its zone or in `assume_zone`. Throws UsageError.
FileTime ReadMoment(const std::string& text, const std::string& assume_zone);
// Colour and width as the terminal has them, if standard output is one.
TextLook ReadLook(const LookOptions& options);

}  // namespace logonloom
