#include "pipeline/collector.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/time_span.h"
#include "events/normaliser.h"
#include "events/record_time.h"

namespace logonloom {
namespace {

// A flooded file must not flood the case: the rest of a code is told as one number.
constexpr std::uint64_t kMostDiagnosticsOfACode = 100;

// Coverage and gaps are those of the log as it stands. What is left of older records is extra: it
// closes no gap, and its own gaps mean nothing.
bool IsInLog(Recovery recovery) {
  return recovery != Recovery::kSlack && recovery != Recovery::kCarved;
}

void AddTally(const ReadTally& more, ReadTally& tally) {
  tally.chunks += more.chunks;
  tally.records_seen += more.records_seen;
  tally.records_rejected += more.records_rejected;
  tally.records_recovered += more.records_recovered;
  tally.bytes.headers += more.bytes.headers;
  tally.bytes.records += more.bytes.records;
  tally.bytes.torn += more.bytes.torn;
  tally.bytes.recovered += more.bytes.recovered;
  tally.bytes.residue += more.bytes.residue;
  tally.dirty |= more.dirty;
  tally.truncated |= more.truncated;
  tally.unreadable |= more.unreadable;
}

}  // namespace

void Batch::Append(Batch other) {
  events.Append(std::move(other.events));
  packed.Append(other.packed);
  unread.merge(other.unread);
  std::move(other.lent.begin(), other.lent.end(), std::back_inserter(lent));
  for (Diagnostic& diagnostic : other.diagnostics)
    if (++told[diagnostic.code] <= kMostDiagnosticsOfACode)
      diagnostics.push_back(std::move(diagnostic));
  // Those beyond the hundredth were only counted.
  for (const auto& [code, count] : other.told)
    if (count > kMostDiagnosticsOfACode) told[code] += count - kMostDiagnosticsOfACode;
  extents.Add(std::move(other.extents));
  AddTally(other.tally, tally);
  records += other.records;
  filtered += other.filtered;
  Widen(first_time, last_time, other.first_time);
  Widen(first_time, last_time, other.last_time);
  if (failure.empty()) failure = std::move(other.failure);
}

void Batch::AppendLent() {
  for (LentChunk& chunk : std::exchange(lent, {})) Append(std::move(chunk.batch));
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.offset < b.offset; });
}

Collector::Collector(StringPool& pool) : pool_(pool), normaliser_(MakeNormaliser(pool)) {}

void Collector::Begin(std::int32_t file, Batch& batch) {
  file_ = file;
  batch_ = &batch;
}

void Collector::OnRecord(const Record& record) {
  ++batch_->records;
  const auto time = TimeOf(record);
  Widen(batch_->first_time, batch_->last_time, time);
  if (IsInLog(record.recovery)) Extend(record, time);
  parse_diagnostics_.clear();
  if (normaliser_->Normalise(record, event_, parse_diagnostics_) == Disposition::kEvent) {
    event_.source.file_index = file_;
    batch_->events.Add(event_);
  } else {
    ++batch_->filtered;
  }
  for (Diagnostic& diagnostic : parse_diagnostics_) OnDiagnostic(std::move(diagnostic));
}

void Collector::Extend(const Record& record, std::optional<FileTime> time) {
  const Symbol computer = computer_.In(pool_, record.system.computer);
  const Symbol channel = channel_.In(pool_, record.system.channel);
  const std::uint64_t id = record.system.event_record_id.value_or(record.header_record_id);
  if (record.complete)
    batch_->extents.Add(file_, computer, channel, id, time);
  else
    batch_->extents.AddTorn(file_, computer, channel, id, time);
}

void Collector::OnDiagnostic(Diagnostic diagnostic) {
  if (++batch_->told[diagnostic.code] > kMostDiagnosticsOfACode) return;
  diagnostic.file_index = file_;
  batch_->diagnostics.push_back(std::move(diagnostic));
}

std::vector<Diagnostic> UntoldOf(const Batch& batch) {
  std::vector<Diagnostic> rest;
  for (const auto& [code, count] : batch.told) {
    if (count <= kMostDiagnosticsOfACode) continue;
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.message = "And " + std::to_string(count - kMostDiagnosticsOfACode) +
                         " more of this kind in this file.";
    rest.push_back(std::move(diagnostic));
  }
  return rest;
}

}  // namespace logonloom
