#include "pipeline/collector.h"

#include <algorithm>

#include "events/normaliser.h"

namespace logonloom {
namespace {

// A flooded file must not flood the case: the rest of a code is told as one number.
constexpr std::uint64_t kMostDiagnosticsOfACode = 100;

// Coverage and gaps are those of the log as it stands. What is left of older records is extra: it
// closes no gap, and its own gaps mean nothing.
bool IsInLog(Recovery recovery) {
  return recovery != Recovery::kSlack && recovery != Recovery::kCarved;
}

}  // namespace

Collector::Collector(StringPool& pool) : pool_(pool), normaliser_(MakeNormaliser(pool)) {}

void Collector::BeginFile(std::int32_t file, EvidenceFile& evidence) {
  file_ = file;
  evidence_ = &evidence;
  told_.clear();
}

void Collector::OnRecord(const Record& record) {
  const auto time = record.system.time_created ? record.system.time_created : record.header_time;
  if (time) {
    evidence_->first_time = std::min(evidence_->first_time.value_or(*time), *time);
    evidence_->last_time = std::max(evidence_->last_time.value_or(*time), *time);
    if (IsInLog(record.recovery))
      extents.Add(pool_.Intern(record.system.computer), pool_.Intern(record.system.channel),
                  record.system.event_record_id.value_or(record.header_record_id), *time);
  }
  Event event;
  parse_diagnostics_.clear();
  if (normaliser_->Normalise(record, event, parse_diagnostics_) == Disposition::kEvent) {
    event.source.file_index = file_;
    events.push_back(event);
  } else {
    ++evidence_->records_filtered;
  }
  for (Diagnostic& diagnostic : parse_diagnostics_) OnDiagnostic(std::move(diagnostic));
  if (on_record) on_record();
}

void Collector::OnDiagnostic(Diagnostic diagnostic) {
  if (++told_[diagnostic.code] > kMostDiagnosticsOfACode) return;
  diagnostic.file_index = file_;
  diagnostics.push_back(std::move(diagnostic));
}

void Collector::EndFile() {
  for (const auto& [code, count] : told_) {
    if (count <= kMostDiagnosticsOfACode) continue;
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.message = "And " + std::to_string(count - kMostDiagnosticsOfACode) +
                         " more of this kind in this file.";
    diagnostic.file_index = file_;
    diagnostics.push_back(std::move(diagnostic));
  }
}

}  // namespace logonloom
