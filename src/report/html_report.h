// One HTML file with the whole case in it, which opens offline and loads nothing.
#pragma once

#include <cstdint>
#include <string>

#include "casedb/case_reader.h"
#include "report/sink.h"

namespace logonloom {

struct HtmlReportOptions {
  std::string title;
  std::string version;    // of this program
  Condition condition;    // which rows of the view sessions
  std::string chosen_by;  // the options that chose them, for people; may be empty
};

// Returns the number of sessions in it. Texts of evidence stand as data in it, never as markup; a
// Content-Security-Policy lets no script run but its own, and nothing be loaded.
std::uint64_t WriteHtmlReport(const CaseReader& reader, const HtmlReportOptions& options,
                              const TextSink& sink);

}  // namespace logonloom
