#include "pipeline/evidence_set.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "casedb/event_columns.h"

namespace logonloom {
namespace {

auto KeyOf(const FileFindings& f) { return std::tie(f.file.sha256, f.file.path); }

// Of two looks at one file the one that saw more; else any, but always the same.
bool GoesFirst(const FileFindings& a, const FileFindings& b) {
  if (KeyOf(a) != KeyOf(b)) return KeyOf(a) < KeyOf(b);
  const auto seen = [](const FileFindings& f) { return f.file.tally.records_seen; };
  if (seen(a) != seen(b)) return seen(a) > seen(b);
  return a.kept.head < b.kept.head;
}

}  // namespace

Diagnostic UnreadDiagnostic(const std::string& path, const std::string& reason) {
  Diagnostic diagnostic;
  diagnostic.severity = Severity::kError;
  diagnostic.code = "file_unreadable";
  diagnostic.message = path + ": " + reason;
  return diagnostic;
}

void EvidenceSet::Add(FileFindings findings) { files_.push_back(std::move(findings)); }
void EvidenceSet::Add(UnreadFile unread) { unread_.push_back(std::move(unread)); }

void EvidenceSet::Sort() {
  std::sort(files_.begin(), files_.end(), GoesFirst);
  const auto twice = std::unique(
      files_.begin(), files_.end(),
      [](const FileFindings& a, const FileFindings& b) { return KeyOf(a) == KeyOf(b); });
  files_.erase(twice, files_.end());
  std::set<std::string> taken;
  for (const FileFindings& findings : files_) taken.insert(findings.file.path);
  std::stable_sort(unread_.begin(), unread_.end(), [](const UnreadFile& a, const UnreadFile& b) {
    return a.file.path < b.file.path;
  });
  std::erase_if(unread_,
                [&taken](const UnreadFile& u) { return !taken.insert(u.file.path).second; });
}

EvidenceSet::Material EvidenceSet::MoveInto(CaseContents& contents, StringPool& pool) {
  Sort();
  Material material;
  const std::size_t read = files_.size();
  for (std::size_t i = 0; i < unread_.size(); ++i) {
    unread_[i].diagnostic.file_index = static_cast<std::int64_t>(read + i);
    contents.diagnostics.push_back(std::move(unread_[i].diagnostic));
  }
  for (FileFindings& findings : std::exchange(files_, {}))
    Place(std::move(findings), contents, pool, material);
  for (UnreadFile& unread : std::exchange(unread_, {}))
    contents.files.push_back(std::move(unread.file));
  return material;
}

void EvidenceSet::Place(FileFindings findings, CaseContents& contents, StringPool& pool,
                        Material& material) {
  const auto index = static_cast<std::int32_t>(contents.files.size());
  if (findings.events.empty())
    for (const std::string& packed : findings.kept.events)
      UnpackEvents(packed, index, pool, material.events);
  for (Event& event : findings.events) {
    event.source.file_index = index;
    material.events.push_back(event);
  }
  std::move(findings.extents.begin(), findings.extents.end(), std::back_inserter(material.extents));
  for (Diagnostic& diagnostic : findings.diagnostics) {
    diagnostic.file_index = index;
    contents.diagnostics.push_back(std::move(diagnostic));
  }
  contents.files.push_back(std::move(findings.file));
  contents.findings.push_back(std::move(findings.kept));
}

}  // namespace logonloom
