#include "pipeline/dump.h"

#include <system_error>

#include "evtx/evtx_reader.h"
#include "pipeline/reading_plan.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using RecordCallback = std::function<void(const Record&, const fs::path&)>;
using DiagnosticCallback = std::function<void(const Diagnostic&, const fs::path&)>;

class DumpSink : public RecordSink {
 public:
  DumpSink(const DumpOptions& options, const RecordCallback& on_record,
           const DiagnosticCallback& on_diagnostic)
      : options_(options), on_record_(on_record), on_diagnostic_(on_diagnostic) {}

  void OnRecord(const Record& record) override {
    if (options_.recovered_only && record.recovery == Recovery::kListed) return;
    if (!options_.event_ids.empty() && !options_.event_ids.contains(record.system.event_id)) return;
    ++records;
    on_record_(record, path);
  }
  void OnDiagnostic(Diagnostic diagnostic) override { on_diagnostic_(diagnostic, path); }

  fs::path path;
  std::uint64_t records = 0;

 private:
  const DumpOptions& options_;
  const RecordCallback& on_record_;
  const DiagnosticCallback& on_diagnostic_;
};

std::shared_ptr<const RunTemplates> TemplatesOf(const std::vector<FoundFile>& files,
                                                const ReaderChoice& choice, EvidenceStore& store) {
  if (!WantsTemplates(choice)) return nullptr;
  auto templates = std::make_shared<RunTemplates>();
  for (const FoundFile& file : files) {
    if (file.form != EvidenceForm::kEvtx) continue;
    try {
      templates->Collect(*store.Open(file.path));
    } catch (const std::system_error&) {
      continue;  // told when the file is read
    }
  }
  return templates;
}

}  // namespace

DumpSummary Dump(const DumpOptions& options, const RecordCallback& on_record,
                 const DiagnosticCallback& on_diagnostic) {
  EvidenceStore store(options.passwords);
  const FoundEvidence found = FindReadable(options.inputs, store);
  const auto reader = MakeReader(options.reader, TemplatesOf(found.files, options.reader, store));
  DumpSink sink(options, on_record, on_diagnostic);
  DumpSummary summary;
  summary.files_unreadable = found.problems.size();
  for (const FoundFile& file : found.files) {
    sink.path = file.path;
    ++summary.files;
    try {
      const auto exported = MakeExportReader(file.form);
      const ReadTally tally = (exported ? *exported : *reader).Read(*store.Open(file.path), sink);
      summary.records_rejected += tally.records_rejected;
      if (tally.unreadable) ++summary.files_unreadable;
    } catch (const std::system_error& failure) {
      ++summary.files_unreadable;
      Diagnostic diagnostic;
      diagnostic.severity = Severity::kError;
      diagnostic.code = "file_unreadable";
      diagnostic.message = "Reading failed: " + failure.code().message() + ".";
      on_diagnostic(diagnostic, file.path);
    }
  }
  summary.records = sink.records;
  return summary;
}

}  // namespace logonloom
