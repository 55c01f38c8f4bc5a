#include "pipeline/evidence_set.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "casedb/findings.h"
#include "pipeline/file_ledger.h"
#include "platform/machine.h"

namespace logonloom {
namespace {

auto KeyOf(const FileFindings& f) { return std::tie(f.planned.sha256, f.planned.path, f.reader); }

// Of two looks at one file the one that saw more; else any, but always the same.
bool GoesFirst(const FileFindings& a, const FileFindings& b) {
  if (KeyOf(a) != KeyOf(b)) return KeyOf(a) < KeyOf(b);
  const auto seen = [](const FileFindings& f) { return f.batch.records; };
  if (seen(a) != seen(b)) return seen(a) > seen(b);
  return a.kept.head < b.kept.head;
}

std::string ShortName(std::string_view host) {
  return ToLower(FirstLabel(host));
}

// A collector's word for the machine is a hint: where no record agrees, the records count.
std::optional<Diagnostic> HintConflict(const PlannedFile& planned,
                                       const std::vector<ChannelExtent>& extents) {
  const std::string& hint = planned.collection.host_hint;
  // Forwarded events are of other machines by nature.
  if (hint.empty() || planned.path.filename().string().starts_with("Forwarded")) return {};
  const auto agrees = [&hint](const ChannelExtent& extent) {
    return ShortName(extent.computer.view()) == ShortName(hint);
  };
  if (extents.empty() || std::any_of(extents.begin(), extents.end(), agrees)) return {};
  Diagnostic diagnostic;
  diagnostic.code = "host_hint_conflict";
  diagnostic.message = "The collection says that the log is of " + hint +
                       ", but none of its records is; the first are of " +
                       std::string(extents.front().computer.view()) +
                       ". The records are believed. Check whether collections were mixed up or the "
                       "machine was renamed.";
  return diagnostic;
}

}  // namespace

FileFindings MakeFindings(const PlannedFile& planned, const std::string& reader, Batch batch) {
  FileFindings findings{planned, reader, std::move(batch), {}};
  Batch& b = findings.batch;
  FindingsHead head;
  head.size_bytes = planned.size_bytes;
  head.sha256 = planned.sha256;
  head.reader = reader;
  head.failure = b.failure;
  head.damage = planned.damage;
  head.tally = b.tally;
  head.records = b.records;
  head.filtered = b.filtered;
  head.first_time = b.first_time;
  head.last_time = b.last_time;
  head.unread = b.unread;
  head.told = b.told;
  head.diagnostics = b.diagnostics;
  ChannelExtents extents = b.extents;
  head.extents = extents.Take();
  findings.kept.head = Pack(head);
  findings.kept.events = std::move(b.packed);
  for (LentChunk& chunk : b.lent) findings.kept.chunks.push_back(std::move(chunk.packed));
  return findings;
}

void EvidenceSet::AddEvents(EventList events) {
  const auto number = static_cast<std::int32_t>(files_.size());
  for (EventList::Run& run : events.Take()) {
    for (Event& event : run) event.source.file_index = number;
    events_.Append(run);
  }
}

void EvidenceSet::Add(FileFindings findings) {
  AddEvents(std::move(findings.batch.events));
  for (LentChunk& chunk : findings.batch.lent) AddEvents(std::move(chunk.batch.events));
  findings.number = static_cast<std::int32_t>(files_.size());
  files_.push_back(std::move(findings));
}
void EvidenceSet::Add(UnreadFile unread) { unread_.push_back(std::move(unread)); }

void EvidenceSet::Sort() {
  std::sort(files_.begin(), files_.end(), GoesFirst);
  const auto twice = std::unique(
      files_.begin(), files_.end(),
      [](const FileFindings& a, const FileFindings& b) { return KeyOf(a) == KeyOf(b); });
  files_.erase(twice, files_.end());
  // The whole file at the same place has all that its damaged copy has.
  std::set<std::string> taken;
  for (const FileFindings& findings : files_)
    if (!findings.planned.sha256.empty()) taken.insert(findings.planned.path.generic_string());
  std::erase_if(files_, [&taken](const FileFindings& findings) {
    return findings.planned.sha256.empty() && taken.contains(findings.planned.path.generic_string());
  });
  for (const FileFindings& findings : files_) taken.insert(findings.planned.path.generic_string());
  std::stable_sort(unread_.begin(), unread_.end(), [](const UnreadFile& a, const UnreadFile& b) {
    return a.file.path < b.file.path;
  });
  std::erase_if(unread_,
                [&taken](const UnreadFile& u) { return !taken.insert(u.file.path).second; });
}

EvidenceSet::Material EvidenceSet::MoveInto(CaseContents& contents) {
  const std::size_t added = files_.size();
  Sort();
  Material material;
  const std::size_t read = files_.size();
  for (std::size_t i = 0; i < unread_.size(); ++i) {
    unread_[i].diagnostic.file_index = static_cast<std::int64_t>(read + i);
    contents.diagnostics.push_back(std::move(unread_[i].diagnostic));
  }
  material.events = TakeEvents(added);
  for (FileFindings& findings : std::exchange(files_, {}))
    Place(std::move(findings), contents, material);
  for (UnreadFile& unread : std::exchange(unread_, {}))
    contents.files.push_back(std::move(unread.file));
  ReturnFreeMemory();  // what held the runs goes back, ahead of correlation's large tables
  return material;
}

// The events of the files that stayed, which bear their place now.
EventTable EvidenceSet::TakeEvents(std::size_t files_added) {
  std::vector<std::int32_t> place_of(files_added, -1);
  bool all_in_place = files_.size() == files_added;
  for (std::size_t i = 0; i < files_.size(); ++i) {
    place_of[static_cast<std::size_t>(files_[i].number)] = static_cast<std::int32_t>(i);
    all_in_place = all_in_place && files_[i].number == static_cast<std::int32_t>(i);
  }
  if (all_in_place) return std::move(events_);  // the ordinary case, without a look at each event
  std::size_t kept = 0;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const std::int32_t place = place_of[static_cast<std::size_t>(events_[i].source.file_index)];
    if (place < 0) continue;
    if (kept != i) events_[kept] = events_[i];
    events_[kept++].source.file_index = place;
  }
  events_.Truncate(kept);
  return std::move(events_);
}

void EvidenceSet::Place(FileFindings findings, CaseContents& contents, Material& material) {
  const auto index = static_cast<std::int32_t>(contents.files.size());
  Batch& batch = findings.batch;
  batch.AppendLent();
  contents.files.push_back(LedgerOf(findings.planned, findings.reader, batch));
  std::vector<ChannelExtent> extents = batch.extents.Take();
  if (auto conflict = HintConflict(findings.planned, extents))
    batch.diagnostics.push_back(std::move(*conflict));
  // Also of an archive or image: the paths of their members begin with theirs.
  const std::string folder =
      findings.planned.path.lexically_normal().parent_path().generic_string();
  const auto number = static_cast<std::int32_t>(material.folders.size());
  const std::int32_t of_folder = material.folders.try_emplace(folder, number).first->second;
  for (ChannelExtent& extent : extents) {
    extent.file_index = index;
    extent.folder = of_folder;
    extent.truncated = contents.files.back().tally.truncated;
    material.extents.push_back(std::move(extent));
  }
  for (Diagnostic& diagnostic : batch.diagnostics) {
    diagnostic.file_index = index;
    contents.diagnostics.push_back(std::move(diagnostic));
  }
  contents.findings.push_back(std::move(findings.kept));
}

}  // namespace logonloom
