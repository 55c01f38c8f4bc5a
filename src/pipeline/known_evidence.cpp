#include "pipeline/known_evidence.h"

#include <algorithm>
#include <span>
#include <sstream>
#include <system_error>

#include "base/packed_bytes.h"
#include "casedb/case_writer.h"
#include "casedb/event_columns.h"
#include "casedb/findings.h"
#include "evtx/evtx_reader.h"
#include "logonloom/ingest.h"
#include "pipeline/file_ledger.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;

bool WasRead(const KnownFile& file) {
  return !file.sha256.empty() && !file.findings.head.empty() && file.status != "unreadable";
}

// One file that is called by two names, «logs/a.evtx» and «./logs/a.evtx».
bool SamePlace(const std::string& a, const fs::path& b) {
  std::error_code error;
  return a == b.generic_string() || fs::equivalent(a, b, error);
}

std::string FactOf(const std::map<std::string, std::string>& facts, const std::string& name) {
  const auto found = facts.find(name);
  return found == facts.end() ? std::string() : found->second;
}

[[noreturn]] void Refuse(const std::string& message) {
  throw IngestError(IngestError::Kind::kUsage, message);
}

UnreadFile UnreadOf(const KnownFile& known) {
  EvidenceFile file;
  file.path = known.path;
  file.reader = known.reader;
  file.size_bytes = known.size_bytes;
  file.status = known.status;
  file.message = known.message;
  return {file, UnreadDiagnostic(known.path, known.message)};
}

// Turns what is kept of files back into what reading gave.
class Restorer {
 public:
  Restorer(const ReaderChoice& choice, const std::shared_ptr<const RunTemplates>& templates,
           StringPool& pool)
      : pool_(pool),
        collector_(pool),
        reader_(MakeReader(choice, templates)),
        carved_(MakeCarvedReader(templates, nullptr)) {
    chunks_ = dynamic_cast<ChunkGroupReader*>(reader_.get());
  }

  FileFindings Restore(KnownFile& known) {
    FindingsHead head = UnpackHead(known.findings.head, -1, pool_);
    FileFindings findings;
    findings.planned = {
        known.path,           head.size_bytes,        head.sha256,         {},        head.damage,
        known.container_path, known.container_sha256, EvidenceForm::kEvtx, known.note,
        {known.layout, known.host_hint, known.shadow_copy}};
    findings.reader = head.reader;
    Batch& batch = findings.batch;
    batch.failure = head.failure;
    batch.tally = head.tally;
    batch.records = head.records;
    batch.filtered = head.filtered;
    batch.first_time = head.first_time;
    batch.last_time = head.last_time;
    batch.unread = head.unread;
    batch.told = head.told;
    batch.diagnostics = std::move(head.diagnostics);
    batch.extents = ChannelExtents(std::move(head.extents));
    for (std::size_t i = 0; i < known.findings.events.size(); ++i) {
      std::vector<Event> events;
      UnpackEvents(known.findings.events[i], -1, pool_, events);
      batch.events.Append(std::move(events));
    }
    for (const std::string& packed : known.findings.chunks) {
      ChunkGroupReader* reader = head.reader == kCarvedReader ? carved_.get() : chunks_;
      batch.lent.push_back(ReadAgain(packed, reader));
    }
    findings.kept = std::move(known.findings);
    return findings;
  }

 private:
  LentChunk ReadAgain(const std::string& packed, ChunkGroupReader* reader) {
    if (reader == nullptr) throw PackedError();
    const auto [offset, bytes] = UnpackChunk(packed);
    LentChunk chunk;
    collector_.Begin(-1, chunk.batch);
    reader->ReadChunk(std::as_bytes(std::span(bytes)), offset, collector_, chunk.batch.tally);
    return chunk;
  }

  StringPool& pool_;
  Collector collector_;
  std::unique_ptr<RecordReader> reader_;
  ChunkGroupReader* chunks_ = nullptr;  // reader_, if it can read chunks
  std::unique_ptr<ChunkGroupReader> carved_;
};

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
    if (WasRead(file)) by_content_.try_emplace(ContentOf(file), files_.size());
    files_.push_back(std::move(file));
  }
  templates_.push_back(std::move(evidence.templates));
  facts_.push_back(std::move(evidence.facts));
}

void KnownEvidence::AddPlace(const PlannedFile& place) {
  for (const KnownFile& file : files_)
    if (ContentOf(file) == ContentOf(place) && WasRead(file) && SamePlace(file.path, place.path))
      return;
  KnownFile copy = files_[by_content_.at(ContentOf(place))];
  copy.path = place.path.generic_string();
  copy.container_path = place.container_path;
  copy.container_sha256 = place.container_sha256;
  copy.note = place.note;
  copy.layout = place.collection.layout;
  copy.host_hint = place.collection.host_hint;
  copy.shadow_copy = place.collection.shadow_copy;
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

void KnownEvidence::MoveInto(EvidenceSet& set, const ReaderChoice& choice,
                             const std::shared_ptr<const RunTemplates>& templates,
                             StringPool& pool) {
  Restorer restorer(choice, templates, pool);
  for (KnownFile& known : std::exchange(files_, {})) {
    if (!WasRead(known) && renewed_.contains(known.path)) continue;
    if (known.findings.head.empty()) {
      set.Add(UnreadOf(known));
      continue;
    }
    try {
      set.Add(restorer.Restore(known));
    } catch (const PackedError& error) {
      Refuse("The case cannot be added to: " + known.path + ": " + error.what() +
             ". Copy the case again, or ingest the evidence again.");
    }
  }
}

}  // namespace logonloom
