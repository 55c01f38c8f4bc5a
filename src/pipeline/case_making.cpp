#include "pipeline/case_making.h"

#include <chrono>

#include "base/time.h"
#include "casedb/case_writer.h"
#include "casedb/findings.h"
#include "casedb/schema.h"
#include "logonloom/activity.h"
#include "platform/machine.h"

namespace logonloom {
namespace {

FileTime Now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return FromUnixSeconds(std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

std::unique_ptr<CaseDraft> Claim(const std::filesystem::path& path) {
  try {
    return std::make_unique<CaseDraft>(path);
  } catch (const CaseBusy& busy) {
    throw IngestError(IngestError::Kind::kUsage, busy.what());
  } catch (const CaseError& failure) {
    throw IngestError(IngestError::Kind::kUnfinished, failure.what());
  }
}

}  // namespace

CaseMaking::CaseMaking(const std::filesystem::path& case_path,
                       std::function<void(const IngestProgress&)> on_progress)
    : started_(Now()), draft_(Claim(case_path)), on_progress_(std::move(on_progress)) {
  SpillSpace::Use(case_path.has_parent_path() ? case_path.parent_path() : ".");
}

void CaseMaking::Report(const char* stage) {
  if (!on_progress_) return;
  progress.stage = stage;
  on_progress_(progress);
}

IngestSummary CaseMaking::Run(EvidenceSet set, std::string templates, const Facts& facts,
                              unsigned threads) {
  Report("correlating");
  contents_.templates = std::move(templates);
  EvidenceSet::Material material = set.MoveInto(contents_);
  contents_.correlation = Correlate(std::move(material.events), std::move(material.extents), threads);
  contents_.activity = TraceActivity(contents_.correlation, threads);
  Settle();
  progress.sessions = contents_.correlation.access_sessions.size();
  Report("writing");
  Write(facts, threads);
  return Summarise();
}

// seen = stored + filtered + duplicate + rejected, per file.
void CaseMaking::Settle() {
  const Correlation& c = contents_.correlation;
  constexpr std::size_t kStretch = 1 << 16;
  for (std::size_t i = 0; i < c.events.size(); ++i) {
    ++contents_.files[static_cast<std::size_t>(c.events[i].source.file_index)].records_stored;
    if (i % kStretch == 0) EaseBulk();
  }
  for (const auto& [event, source] : c.duplicates)
    ++contents_.files[static_cast<std::size_t>(source.file_index)].records_duplicate;
  auto& all = contents_.diagnostics;
  all.insert(all.end(), c.diagnostics.begin(), c.diagnostics.end());
}

void CaseMaking::Write(const Facts& facts, unsigned threads) {
  contents_.facts = {
      {"tool_version", LOGONLOOM_VERSION},     {"schema_version", std::to_string(kSchemaVersion)},
      {"findings_version", FindingsVersion()}, {"run_start", FormatTime(started_)},
      {"run_end", FormatTime(Now())},          {"machine", MachineName()}};
  contents_.facts.insert(contents_.facts.end(), facts.begin(), facts.end());
  try {
    written_ = draft_->Write(contents_, threads);
  } catch (const CaseError& failure) {
    throw IngestError(IngestError::Kind::kUnfinished, failure.what());
  }
}

IngestSummary CaseMaking::Summarise() const {
  IngestSummary summary;
  for (const EvidenceFile& file : contents_.files) {
    ++summary.files;
    if (file.tally.unreadable || file.status == "unreadable") ++summary.files_unreadable;
    if (file.tally.truncated) ++summary.files_truncated;
    summary.bytes_lost += file.bytes_lost;
    summary.records_seen += file.tally.records_seen;
    summary.records_stored += file.records_stored;
    summary.records_filtered += file.records_filtered;
    summary.records_duplicate += file.records_duplicate;
    summary.records_rejected += file.tally.records_rejected;
    summary.records_recovered += file.tally.records_recovered;
  }
  const Correlation& c = contents_.correlation;
  summary.hosts = c.hosts.size();
  summary.boots = c.boots.size();
  summary.logon_sessions = c.logon_sessions.size();
  summary.sessions = c.access_sessions.size();
  summary.acts = written_.acts;
  summary.acts_of_no_session = written_.of_no_session;
  summary.diagnostics = contents_.diagnostics;
  return summary;
}

}  // namespace logonloom
