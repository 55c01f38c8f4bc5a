// Takes the records of one file after the other, keeps the events, and counts the rest.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "casedb/case_contents.h"
#include "logonloom/event.h"
#include "logonloom/record.h"
#include "pipeline/channel_extents.h"

namespace logonloom {

class Collector : public RecordSink {
 public:
  explicit Collector(StringPool& pool);

  // `file` is the place of `evidence` in the run's list. on_record is called now and then.
  void BeginFile(std::int32_t file, EvidenceFile& evidence);
  void OnRecord(const Record& record) override;
  void OnDiagnostic(Diagnostic diagnostic) override;
  void EndFile();

  std::function<void()> on_record;  // after each record; may be empty
  std::vector<Event> events;
  std::vector<Diagnostic> diagnostics;
  ChannelExtents extents;

 private:
  StringPool& pool_;
  std::unique_ptr<Normaliser> normaliser_;
  std::int32_t file_ = -1;
  EvidenceFile* evidence_ = nullptr;
  std::map<std::string, std::uint64_t> told_;  // diagnostics of the file by code
  std::vector<Diagnostic> parse_diagnostics_;
};

}  // namespace logonloom
