#include "logonloom/ingest.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <system_error>

#include "base/time.h"
#include "casedb/case_writer.h"
#include "casedb/schema.h"
#include "evidence/evidence_finder.h"
#include "evidence/file_source.h"
#include "evidence/sha256.h"
#include "evtx_check/libevtx_reader.h"
#include "pipeline/collector.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kRecordsBetweenReports = 2000;

struct PlannedFile {
  fs::path path;
  std::uint64_t size = 0;
  std::string sha256;
  std::string failure;  // why it could not be hashed
};

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
  explicit Run(const IngestOptions& options) : options_(options), collector_(pool_) {}

  IngestSummary Go() {
    started_ = Now();
    RefuseBadTarget();
    Plan();
    for (std::size_t i = 0; i < plan_.size(); ++i) ReadFile(i);
    Report("correlating");
    contents_.correlation = Correlate(std::move(collector_.events), collector_.extents.Take());
    Settle();
    Report("writing");
    Write();
    return Summarise();
  }

 private:
  [[noreturn]] static void Refuse(const std::string& message) {
    throw IngestError(IngestError::Kind::kUsage, message);
  }

  // Before anything is read: hours of reading must not end at a full or forbidden place.
  void RefuseBadTarget() const {
    const fs::path& target = options_.case_path;
    if (options_.reader != "libevtx")
      Refuse("There is no reader «" + options_.reader + "»; this version has libevtx.");
    std::error_code error;
    if (fs::is_directory(target, error)) Refuse(target.string() + " is a folder; name a file.");
    if (fs::exists(target, error) && !options_.overwrite)
      Refuse("The case " + target.string() + " exists. Name another, or use --force to replace it.");
    const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, error))
      Refuse("The folder " + folder.string() + " for the case does not exist. Make it first.");
    if (access(folder.c_str(), W_OK) != 0)
      Refuse("The folder " + folder.string() +
             " for the case is not writable. Choose another or change its permissions.");
  }

  // Files in the order of their content, so that ids do not depend on names and arguments.
  void Plan() {
    FoundEvidence found = FindEvidence(options_.inputs);
    for (const EvidenceProblem& problem : found.problems)
      if (problem.missing) Refuse(problem.path.string() + ": " + problem.reason);
    for (const FoundFile& file : found.files) bytes_total_ += file.size_bytes;
    if (found.files.empty() && found.problems.empty())
      Refuse("There is no event log in what was named: no file has the content of an .evtx. "
             "Name the folder that the logs were collected into.");
    for (const FoundFile& file : found.files) plan_.push_back(Hash(file));
    std::sort(plan_.begin(), plan_.end(), [](const PlannedFile& a, const PlannedFile& b) {
      return std::tie(a.sha256, a.path) < std::tie(b.sha256, b.path);
    });
    contents_.files.resize(plan_.size());
    for (const EvidenceProblem& problem : found.problems) AddUnreadable(problem);
  }

  PlannedFile Hash(const FoundFile& file) {
    PlannedFile planned{file.path, file.size_bytes, {}, {}};
    try {
      FileSource source(file.path);
      planned.sha256 = Sha256(source);
    } catch (const std::system_error& failure) {
      planned.failure = failure.code().message();
    }
    return planned;
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

  void ReadFile(std::size_t index) {
    const PlannedFile& planned = plan_[index];
    EvidenceFile& file = contents_.files[index];
    file.path = planned.path.string();
    file.size_bytes = planned.size;
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
    bytes_done_ += planned.size;
    ++files_done_;
    Report("reading");
  }

  std::string TryRead(const PlannedFile& planned, EvidenceFile& file) {
    try {
      FileSource source(planned.path);
      file.tally = reader_->Read(source, collector_);
      return {};
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
    for (const fs::path& input : options_.inputs)
      roots += (roots.empty() ? "" : "\n") + input.string();
    contents_.facts = {{"tool_version", LOGONLOOM_VERSION},
                       {"schema_version", std::to_string(kSchemaVersion)},
                       {"command_line", options_.command_line},
                       {"options", "reader=" + options_.reader},
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
    options_.on_progress({stage, bytes_done_, bytes_total_, files_done_, plan_.size(), records_});
  }

  const IngestOptions& options_;
  FileTime started_;
  StringPool pool_;
  Collector collector_;
  std::unique_ptr<RecordReader> reader_ = MakeLibevtxReader();
  std::vector<PlannedFile> plan_;
  CaseContents contents_;
  std::uint64_t bytes_done_ = 0, bytes_total_ = 0, files_done_ = 0, records_ = 0;
};

}  // namespace

IngestSummary Ingest(const IngestOptions& options) { return Run(options).Go(); }

}  // namespace logonloom
