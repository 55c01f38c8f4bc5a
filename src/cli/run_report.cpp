#include "cli/run_report.h"

#include <fmt/format.h>

#include "cli/app.h"
#include "cli/console.h"

namespace logonloom {
namespace {

void SayLosses(const IngestSummary& s) {
  std::string bytes;
  if (s.bytes_lost > 0) bytes = fmt::format(", {} bytes of others could not be read", s.bytes_lost);
  Say(
      fmt::format("Evidence was lost: {} files could not be read{}, {} are cut short, {} records "
                  "could not be read. The view warnings says which and why.",
                  s.files_unreadable, bytes, s.files_truncated, s.records_rejected));
}

void SaySummary(const IngestSummary& s, const std::string& case_path) {
  Say(fmt::format("{} files, {} records: {} stored, {} not of interest, {} duplicates, {} lost.",
                  s.files, s.records_seen, s.records_stored, s.records_filtered,
                  s.records_duplicate, s.records_rejected));
  Say(fmt::format("{} machines, {} boots, {} logon sessions, {} access sessions in {}.", s.hosts,
                  s.boots, s.logon_sessions, s.sessions, case_path));
  if (s.acts > 0)
    Say(fmt::format("{} acts, {} of them tied to no session (view unattributed).", s.acts,
                    s.acts_of_no_session));
}

}  // namespace

int SayResult(const IngestSummary& summary, const std::string& case_path, bool quiet) {
  if (!quiet && summary.files_known > 0)
    Say(fmt::format("{} files were known by their SHA-256, {} were read.", summary.files_known,
                    summary.files_read));
  if (!quiet) SaySummary(summary, case_path);
  if (summary.complete()) return kComplete;
  SayLosses(summary);
  return kWithLosses;
}

}  // namespace logonloom
