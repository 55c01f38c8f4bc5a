// The evidence of cases that are there already, by what it is.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "casedb/case_evidence.h"
#include "evtx/carved_reader.h"
#include "pipeline/evidence_set.h"
#include "pipeline/readers.h"

namespace logonloom {

class KnownEvidence {
 public:
  // `reading`: how this run reads, as the fact `options` says it; empty takes the first case's.
  explicit KnownEvidence(std::string reading) : reading_(std::move(reading)) {}

  // Throws IngestError of kind kUsage if it is no case, or one that was read in another way.
  void AddCase(const std::filesystem::path& path);

  // Whether the file need not be read: it is known by its SHA-256, and was read without failure.
  // What was carved is not known as a log, nor the other way round.
  bool Has(const PlannedFile& file) const { return by_content_.contains(ContentOf(file)); }
  // A file that is known in another place becomes known in this one too.
  void AddPlace(const PlannedFile& place);
  // What the run looks at itself is not taken from a case, unless it is known for good.
  void Renew(const std::filesystem::path& path) { renewed_.insert(path.generic_string()); }

  bool empty() const { return files_.empty(); }
  const std::string& reading() const { return reading_; }
  // Lines of a fact over all cases, each once, in their order.
  std::string FactLines(const std::string& name, const std::string& last) const;
  // The reader's, packed, a text for each case.
  const std::vector<std::string>& templates() const { return templates_; }
  // With the templates of all evidence, known and new. Throws IngestError if a case is damaged.
  void MoveInto(EvidenceSet& set, const ReaderChoice& choice,
                const std::shared_ptr<const RunTemplates>& templates, StringPool& pool);

 private:
  struct Content {
    std::string sha256;
    bool carved = false;
    auto operator<=>(const Content&) const = default;
  };
  static Content ContentOf(const PlannedFile& file) {
    return {file.sha256, file.form == EvidenceForm::kBytes};
  }
  static Content ContentOf(const KnownFile& file) {
    return {file.sha256, file.reader == kCarvedReader};
  }

  std::string reading_;
  std::vector<KnownFile> files_;
  std::map<Content, std::size_t> by_content_;
  std::set<std::string> renewed_;
  std::vector<std::string> templates_;
  std::vector<std::map<std::string, std::string>> facts_;
};

}  // namespace logonloom
