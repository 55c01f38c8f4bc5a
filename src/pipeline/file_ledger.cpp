#include "pipeline/file_ledger.h"

namespace logonloom {
namespace {

// The medium failed: what was read stays, and the ledger counts just that.
void TellFailure(EvidenceFile& file, const std::string& failure, Batch& batch) {
  file.tally.unreadable = true;
  file.tally.records_seen = batch.records + file.tally.records_rejected;
  file.message = "Reading failed: " + failure + ". Copy the file again from its medium.";
  batch.diagnostics.push_back(UnreadDiagnostic(file.path, file.message));
}

// The medium gave all but some blocks: the records around them were read.
void TellDamage(EvidenceFile& file, const std::string& damage, Batch& batch) {
  for (const auto& [offset, size] : batch.unread) file.bytes_lost += size;
  const std::string reason = damage.empty() ? "Input/output error" : damage;
  file.message = batch.unread.empty()
                     ? "The medium failed while the file was hashed: " + reason
                     : std::to_string(file.bytes_lost) + " bytes cannot be read, the first at " +
                           std::to_string(batch.unread.begin()->first) + ": " + reason;
  file.message += ". The rest was read. Copy the file again from its medium.";
  Diagnostic diagnostic = UnreadDiagnostic(file.path, file.message);
  diagnostic.code = "bytes_unreadable";
  if (!batch.unread.empty()) diagnostic.offset = batch.unread.begin()->first;
  batch.diagnostics.push_back(std::move(diagnostic));
}

std::string StatusOf(const EvidenceFile& file) {
  if (file.tally.unreadable) return "unreadable";
  const bool whole = file.tally.records_rejected == 0 && !file.tally.truncated &&
                     file.bytes_lost == 0 && !file.sha256.empty();
  return whole ? "complete" : "partial";
}

}  // namespace

Diagnostic UnreadDiagnostic(const std::string& path, const std::string& reason) {
  Diagnostic diagnostic;
  diagnostic.severity = Severity::kError;
  diagnostic.code = "file_unreadable";
  diagnostic.message = path + ": " + reason;
  return diagnostic;
}

std::string FailureOf(const PlannedFile& planned, const Batch& batch) {
  if (!batch.failure.empty()) return batch.failure;
  std::uint64_t accounted = batch.tally.bytes.sum();
  for (const LentChunk& chunk : batch.lent) accounted += chunk.batch.tally.bytes.sum();
  return accounted != 0 && accounted < planned.size_bytes ? "the file has become shorter" : "";
}

EvidenceFile LedgerOf(const PlannedFile& planned, const std::string& reader, Batch& batch) {
  EvidenceFile file;
  file.path = planned.path.generic_string();
  file.container_path = planned.container_path;
  file.container_sha256 = planned.container_sha256;
  file.note = planned.note;
  file.layout = planned.collection.layout;
  file.host_hint = planned.collection.host_hint;
  file.shadow_copy = planned.collection.shadow_copy;
  file.size_bytes = planned.size_bytes;
  file.sha256 = planned.sha256;
  file.reader = reader;
  file.tally = batch.tally;
  file.records_filtered = batch.filtered;
  file.first_time = batch.first_time;
  file.last_time = batch.last_time;
  const std::string failure = FailureOf(planned, batch);
  if (!failure.empty())
    TellFailure(file, failure, batch);
  else if (!batch.unread.empty() || !planned.damage.empty())
    TellDamage(file, planned.damage, batch);
  file.status = StatusOf(file);
  if (file.message.empty() && file.tally.records_rejected > 0)
    file.message = std::to_string(file.tally.records_rejected) +
                   " records could not be read; see the view warnings.";
  if (!planned.note.empty()) file.message += (file.message.empty() ? "" : " ") + planned.note;
  for (Diagnostic& diagnostic : UntoldOf(batch)) batch.diagnostics.push_back(std::move(diagnostic));
  return file;
}

}  // namespace logonloom
