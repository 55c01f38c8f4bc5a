#include "logonloom/ingest.h"

#include <sys/utsname.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <thread>
#include <utility>

#include "base/time.h"
#include "casedb/case_writer.h"
#include "casedb/schema.h"
#include "pipeline/case_target.h"
#include "pipeline/collector.h"
#include "pipeline/parallel_reading.h"
#include "pipeline/readers.h"
#include "pipeline/reading_plan.h"

namespace logonloom {
namespace {

FileTime Now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return FromUnixSeconds(std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

std::string MachineName() {
  utsname names = {};
  if (uname(&names) != 0) return {};
  return std::string(names.nodename) + " (" + names.sysname + " " + names.machine + ")";
}

unsigned ThreadsOf(const IngestOptions& options) {
  return options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
}

class Run {
 public:
  explicit Run(const IngestOptions& options)
      : options_(options), choice_{options.reader, options.recover}, threads_(ThreadsOf(options)) {}

  IngestSummary Go() {
    started_ = Now();
    MakeReader(choice_, nullptr);  // refuses an unknown name before anything is read
    CheckCaseTarget(options_.case_path,
                    options_.overwrite ? ExistingCase::kReplace : ExistingCase::kKeep);
    Plan();
    Read();
    Report("correlating");
    contents_.correlation = Correlate(std::move(events_), Extents());
    Settle();
    Report("writing");
    Write();
    return Summarise();
  }

 private:
  std::vector<ChannelExtent> Extents() {
    std::vector<ChannelExtent> extents = extents_.Take();
    for (ChannelExtent& extent : extents)
      extent.truncated =
          contents_.files[static_cast<std::size_t>(extent.file_index)].tally.truncated;
    return extents;
  }

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

  void Read() {
    const auto templates = CollectTemplates(plan_, choice_, threads_);
    std::size_t current = 0;
    Batch of_file;
    const auto finish_until = [&](std::size_t file) {
      for (; current < file; ++current) FinishFile(current, std::exchange(of_file, Batch()));
    };
    ReadInParallel(plan_, choice_, templates, pool_, threads_,
                   [&](std::size_t file, Batch batch, std::uint64_t bytes) {
                     finish_until(file);
                     records_ += batch.records;
                     bytes_done_ += bytes;
                     of_file.Append(std::move(batch));
                     Report("reading");
                   });
    finish_until(plan_.files.size());
    if (files_failed_ == plan_.files.size() && records_ == 0) RefuseNothing();
  }

  // A case without a single record would take the place of one that has some.
  [[noreturn]] void RefuseNothing() const {
    const EvidenceFile& first = contents_.files.front();
    throw IngestError(IngestError::Kind::kUnfinished,
                      "No event log can be read. " + first.path + ": " + first.message);
  }

  void FinishFile(std::size_t index, Batch batch) {
    const PlannedFile& planned = plan_.files[index];
    EvidenceFile& file = contents_.files[index];
    file.path = planned.path.string();
    file.size_bytes = planned.size_bytes;
    file.sha256 = planned.sha256;
    file.reader = options_.reader;
    file.tally = batch.tally;
    file.records_filtered = batch.filtered;
    file.first_time = batch.first_time;
    file.last_time = batch.last_time;
    const std::uint64_t accounted = batch.tally.bytes.sum();
    if (batch.failure.empty() && accounted != 0 && accounted < planned.size_bytes)
      batch.failure = "the file has become shorter";
    if (!batch.failure.empty()) FailFile(index, batch);
    file.status = Status(file);
    const auto rest = UntoldOf(batch, static_cast<std::int64_t>(index));
    batch.diagnostics.insert(batch.diagnostics.end(), rest.begin(), rest.end());
    std::move(batch.diagnostics.begin(), batch.diagnostics.end(), std::back_inserter(diagnostics_));
    std::move(batch.events.begin(), batch.events.end(), std::back_inserter(events_));
    extents_.Add(std::move(batch.extents));
    ++files_done_;
    Report("reading");
  }

  // The medium failed: what was read stays, and the ledger counts just that.
  void FailFile(std::size_t index, Batch& batch) {
    ++files_failed_;
    EvidenceFile& file = contents_.files[index];
    file.tally.unreadable = true;
    file.tally.records_seen = batch.records + file.tally.records_rejected;
    file.message = "Reading failed: " + batch.failure + ". Copy the file again from its medium.";
    Diagnostic diagnostic;
    diagnostic.severity = Severity::kError;
    diagnostic.code = "file_unreadable";
    diagnostic.message = file.path + ": " + file.message;
    diagnostic.file_index = static_cast<std::int64_t>(index);
    batch.diagnostics.push_back(std::move(diagnostic));
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
    all.insert(all.end(), diagnostics_.begin(), diagnostics_.end());
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
  unsigned threads_;
  ReadingPlan plan_;
  std::vector<Event> events_;
  std::vector<Diagnostic> diagnostics_;
  ChannelExtents extents_;
  CaseContents contents_;
  std::uint64_t bytes_done_ = 0, files_done_ = 0, files_failed_ = 0, records_ = 0;
};

}  // namespace

IngestSummary Ingest(const IngestOptions& options) { return Run(options).Go(); }

}  // namespace logonloom
