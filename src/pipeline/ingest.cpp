#include "logonloom/ingest.h"

#include <sys/utsname.h>

#include <chrono>
#include <system_error>

#include "base/time.h"
#include "casedb/case_writer.h"
#include "casedb/schema.h"
#include "evidence/file_source.h"
#include "evtx/evtx_reader.h"
#include "pipeline/case_target.h"
#include "pipeline/collector.h"
#include "pipeline/readers.h"
#include "pipeline/reading_plan.h"

namespace logonloom {
namespace {

constexpr std::uint64_t kRecordsBetweenReports = 2000;

FileTime Now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return FromUnixSeconds(std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

std::string MachineName() {
  utsname names = {};
  if (uname(&names) != 0) return {};
  return std::string(names.nodename) + " (" + names.sysname + " " + names.machine + ")";
}

class Run {
 public:
  explicit Run(const IngestOptions& options)
      : options_(options), choice_{options.reader, options.recover}, collector_(pool_) {}

  IngestSummary Go() {
    started_ = Now();
    MakeReader(choice_, nullptr);  // refuses an unknown name before anything is read
    CheckCaseTarget(options_.case_path,
                    options_.overwrite ? ExistingCase::kReplace : ExistingCase::kKeep);
    Plan();
    reader_ = MakeReader(choice_, CollectTemplates());
    for (std::size_t i = 0; i < plan_.files.size(); ++i) ReadFile(i);
    Report("correlating");
    contents_.correlation = Correlate(std::move(collector_.events), collector_.extents.Take());
    Settle();
    Report("writing");
    Write();
    return Summarise();
  }

 private:
  void Plan() {
    plan_ = MakeReadingPlan(options_.inputs, {});
    contents_.files.resize(plan_.files.size());
    for (const EvidenceProblem& problem : plan_.problems) AddUnreadable(problem);
  }

  // What is no log, or cannot be opened, stands in the ledger with its reason.
  void AddUnreadable(const EvidenceProblem& problem) {
    EvidenceFile file;
    file.path = problem.path.string();
    file.reader = options_.reader;
    file.status = "unreadable";
    file.message = problem.reason;
    contents_.files.push_back(std::move(file));
    Diagnostic diagnostic;
    diagnostic.severity = Severity::kError;
    diagnostic.code = "file_unreadable";
    diagnostic.message = problem.path.string() + ": " + problem.reason;
    diagnostic.file_index = static_cast<std::int64_t>(contents_.files.size()) - 1;
    contents_.diagnostics.push_back(std::move(diagnostic));
  }

  // Ahead of all reading, so that the order of the files changes nothing. A file that fails here
  // fails again when it is read, and is told then.
  std::shared_ptr<const RunTemplates> CollectTemplates() const {
    if (!WantsTemplates(choice_)) return nullptr;
    auto templates = std::make_shared<RunTemplates>();
    for (const PlannedFile& planned : plan_.files) {
      try {
        FileSource source(planned.path);
        templates->Collect(source);
      } catch (const std::system_error&) {
        continue;
      }
    }
    return templates;
  }

  void ReadFile(std::size_t index) {
    const PlannedFile& planned = plan_.files[index];
    EvidenceFile& file = contents_.files[index];
    file.path = planned.path.string();
    file.size_bytes = planned.size_bytes;
    file.sha256 = planned.sha256;
    file.reader = options_.reader;
    collector_.BeginFile(static_cast<std::int32_t>(index), file);
    const std::size_t events_before = collector_.events.size();
    collector_.on_record = [this] {
      if (++records_ % kRecordsBetweenReports == 0) Report("reading");
    };
    std::string failure = planned.failure;
    if (failure.empty()) failure = TryRead(planned, file);
    if (!failure.empty()) FailFile(file, failure, events_before);
    collector_.EndFile();
    file.status = Status(file);
    bytes_done_ += planned.size_bytes;
    ++files_done_;
    Report("reading");
  }

  std::string TryRead(const PlannedFile& planned, EvidenceFile& file) {
    try {
      FileSource source(planned.path);
      file.tally = reader_->Read(source, collector_);
      const std::uint64_t read = file.tally.bytes.sum();
      return read != 0 && read < planned.size_bytes ? "the file has become shorter" : "";
    } catch (const std::system_error& failure) {
      return failure.code().message();
    }
  }

  // The medium failed: what was read before stays, and the ledger counts just that.
  void FailFile(EvidenceFile& file, const std::string& failure, std::size_t events_before) {
    file.tally.unreadable = true;
    file.tally.records_seen = file.records_filtered + collector_.events.size() - events_before;
    file.tally.records_rejected = 0;
    file.message = "Reading failed: " + failure + ". Copy the file again from its medium.";
    Diagnostic diagnostic;
    diagnostic.severity = Severity::kError;
    diagnostic.code = "file_unreadable";
    diagnostic.message = file.path + ": " + file.message;
    collector_.OnDiagnostic(std::move(diagnostic));
  }

  static std::string Status(const EvidenceFile& file) {
    if (file.tally.unreadable) return "unreadable";
    return file.tally.records_rejected > 0 || file.tally.truncated ? "partial" : "complete";
  }

  // seen = stored + filtered + duplicate + rejected, per file.
  void Settle() {
    const Correlation& c = contents_.correlation;
    for (const Event& e : c.events)
      ++contents_.files[static_cast<std::size_t>(e.source.file_index)].records_stored;
    for (const auto& [event, source] : c.duplicates)
      ++contents_.files[static_cast<std::size_t>(source.file_index)].records_duplicate;
    for (EvidenceFile& file : contents_.files)
      if (file.message.empty() && file.tally.records_rejected > 0)
        file.message = std::to_string(file.tally.records_rejected) +
                       " records could not be read; see the view warnings.";
    auto& all = contents_.diagnostics;
    all.insert(all.end(), collector_.diagnostics.begin(), collector_.diagnostics.end());
    all.insert(all.end(), c.diagnostics.begin(), c.diagnostics.end());
  }

  void Write() {
    std::string roots;
    for (const std::filesystem::path& input : options_.inputs)
      roots += (roots.empty() ? "" : "\n") + input.string();
    contents_.facts = {
        {"tool_version", LOGONLOOM_VERSION},
        {"schema_version", std::to_string(kSchemaVersion)},
        {"command_line", options_.command_line},
        {"options", "reader=" + options_.reader + " recover=" + (options_.recover ? "yes" : "no")},
        {"run_start", FormatTime(started_)},
        {"run_end", FormatTime(Now())},
        {"machine", MachineName()},
        {"evidence_roots", roots}};
    try {
      WriteCase(options_.case_path, contents_);
    } catch (const CaseError& failure) {
      throw IngestError(IngestError::Kind::kUnfinished, failure.what());
    }
  }

  IngestSummary Summarise() const {
    IngestSummary summary;
    for (const EvidenceFile& file : contents_.files) {
      ++summary.files;
      if (file.tally.unreadable || file.status == "unreadable") ++summary.files_unreadable;
      if (file.tally.truncated) ++summary.files_truncated;
      summary.records_seen += file.tally.records_seen;
      summary.records_stored += file.records_stored;
      summary.records_filtered += file.records_filtered;
      summary.records_duplicate += file.records_duplicate;
      summary.records_rejected += file.tally.records_rejected;
      summary.records_recovered += file.tally.records_recovered;
    }
    const Correlation& c = contents_.correlation;
    summary.hosts = c.hosts.size();
    summary.boots = c.boots.size();
    summary.logon_sessions = c.logon_sessions.size();
    summary.sessions = c.access_sessions.size();
    summary.diagnostics = contents_.diagnostics;
    return summary;
  }

  void Report(const char* stage) const {
    if (!options_.on_progress) return;
    options_.on_progress(
        {stage, bytes_done_, plan_.size_bytes, files_done_, plan_.files.size(), records_});
  }

  const IngestOptions& options_;
  ReaderChoice choice_;
  FileTime started_;
  StringPool pool_;
  Collector collector_;
  std::unique_ptr<RecordReader> reader_;
  ReadingPlan plan_;
  CaseContents contents_;
  std::uint64_t bytes_done_ = 0, files_done_ = 0, records_ = 0;
};

}  // namespace

IngestSummary Ingest(const IngestOptions& options) { return Run(options).Go(); }

}  // namespace logonloom
