#include "pipeline/known_evidence.h"

#include <algorithm>
#include <sstream>
#include <system_error>

#include "casedb/case_writer.h"
#include "casedb/findings.h"
#include "logonloom/ingest.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;

bool WasRead(const KnownFile& file) {
  return !file.sha256.empty() && !file.findings.head.empty() && file.status != "unreadable";
}

// One file that is called by two names, «logs/a.evtx» and «./logs/a.evtx».
bool SamePlace(const std::string& a, const fs::path& b) {
  std::error_code error;
  return a == b.string() || fs::equivalent(a, b, error);
}

std::string FactOf(const std::map<std::string, std::string>& facts, const std::string& name) {
  const auto found = facts.find(name);
  return found == facts.end() ? std::string() : found->second;
}

[[noreturn]] void Refuse(const std::string& message) {
  throw IngestError(IngestError::Kind::kUsage, message);
}

}  // namespace

void KnownEvidence::AddCase(const fs::path& path) {
  CaseEvidence evidence;
  try {
    evidence = ReadCaseEvidence(path);
  } catch (const CaseError& failure) {
    Refuse(failure.what());
  }
  if (FactOf(evidence.facts, "findings_version") != FindingsVersion())
    Refuse("The case " + path.string() +
           " was made by a version that reads events in another way. Make it anew from its "
           "evidence with this one.");
  const std::string reading = FactOf(evidence.facts, "options");
  if (reading_.empty()) reading_ = reading;
  if (reading != reading_)
    Refuse("The case " + path.string() + " was made with the options «" + reading +
           "», this run has «" + reading_ + "». Use the same, or make the case anew.");
  for (KnownFile& file : evidence.files) {
    if (WasRead(file)) by_hash_.try_emplace(file.sha256, files_.size());
    files_.push_back(std::move(file));
  }
  facts_.push_back(std::move(evidence.facts));
}

void KnownEvidence::AddPlace(const std::string& sha256, const fs::path& path) {
  for (const KnownFile& file : files_)
    if (file.sha256 == sha256 && WasRead(file) && SamePlace(file.path, path)) return;
  KnownFile copy = files_[by_hash_.at(sha256)];
  copy.path = path.string();
  files_.push_back(std::move(copy));
}

std::string KnownEvidence::FactLines(const std::string& name, const std::string& last) const {
  std::vector<std::string> lines;
  const auto add = [&lines](const std::string& text) {
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
      if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
  };
  for (const auto& facts : facts_) add(FactOf(facts, name));
  add(last);
  std::string all;
  for (const std::string& line : lines) all += (all.empty() ? "" : "\n") + line;
  return all;
}

void KnownEvidence::MoveInto(EvidenceSet& set, StringPool& pool) {
  for (KnownFile& known : files_) {
    if (!WasRead(known) && renewed_.contains(known.path)) continue;
    if (known.findings.head.empty()) {
      EvidenceFile file;
      file.path = known.path;
      file.reader = known.reader;
      file.size_bytes = known.size_bytes;
      file.status = known.status;
      file.message = known.message;
      set.Add(UnreadFile{file, UnreadDiagnostic(known.path, known.message)});
      continue;
    }
    FindingsHead head = UnpackHead(known.findings.head, -1, pool);
    head.file.path = known.path;
    set.Add(FileFindings{std::move(head.file),
                         std::move(known.findings),
                         {},
                         std::move(head.extents),
                         std::move(head.diagnostics)});
  }
  files_.clear();
}

}  // namespace logonloom
