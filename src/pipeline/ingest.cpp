#include "logonloom/ingest.h"

#include <algorithm>
#include <memory>
#include <thread>
#include <utility>

#include "evtx/evtx_reader.h"
#include "pipeline/case_making.h"
#include "pipeline/case_target.h"
#include "pipeline/collector.h"
#include "pipeline/file_ledger.h"
#include "pipeline/known_evidence.h"
#include "pipeline/parallel_reading.h"
#include "pipeline/readers.h"
#include "pipeline/reading_plan.h"

namespace logonloom {
namespace {

unsigned ThreadsOf(const IngestOptions& options) {
  return options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
}

bool IsFilled(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::file_size(path, error) > 0 && !error;
}

class Run {
 public:
  explicit Run(const IngestOptions& options)
      : options_(options),
        choice_{options.reader, options.recover},
        threads_(ThreadsOf(options)),
        making_(Allowed(options), options.on_progress),
        known_(TextOf(choice_)) {}

  IngestSummary Go() {
    making_.Report("searching");
    if (!options_.overwrite && IsFilled(options_.case_path)) known_.AddCase(options_.case_path);
    Plan();
    Read();
    IngestSummary summary = Make();
    summary.files_read = files_done_ - files_failed_;
    summary.files_known = files_known_;
    return summary;
  }

 private:
  // Refuses what cannot work before anything is read or made.
  static const std::filesystem::path& Allowed(const IngestOptions& options) {
    MakeReader({options.reader, options.recover}, nullptr);
    CheckCaseTarget(options.case_path,
                    options.overwrite ? ExistingCase::kReplace : ExistingCase::kAdd);
    return options.case_path;
  }

  void Plan() {
    plan_ = MakeReadingPlan(options_.inputs, options_.carve ? Search::kBytes : Search::kLogs,
                            std::make_shared<EvidenceStore>(options_.passwords), threads_,
                            [this](const HashingProgress& hashing) {
                              making_.progress.bytes_done = hashing.bytes_done;
                              making_.progress.bytes_total = hashing.bytes_total;
                              making_.progress.files_done = hashing.files_done;
                              making_.progress.files_total = hashing.files_total;
                              making_.Report("hashing");
                            });
    for (const EvidenceProblem& problem : plan_.problems) AddUnreadable(problem);
    DropKnown();
    making_.progress.bytes_done = making_.progress.files_done = 0;
    making_.progress.bytes_total = plan_.size_bytes;
    making_.progress.files_total = plan_.files.size();
  }

  // What is no log, or cannot be opened, stands in the ledger with its reason.
  void AddUnreadable(const EvidenceProblem& problem) {
    EvidenceFile file;
    file.path = problem.path.generic_string();
    file.reader = options_.reader;
    file.status = "unreadable";
    file.message = problem.reason;
    known_.Renew(problem.path);
    set_.Add(UnreadFile{file, UnreadDiagnostic(file.path, problem.reason)});
  }

  void DropKnown() {
    for (const PlannedFile& file : plan_.files)
      known_.Has(file) ? known_.AddPlace(file) : known_.Renew(file.path);
    files_known_ =
        std::erase_if(plan_.files, [this](const PlannedFile& file) { return known_.Has(file); });
    plan_.size_bytes = 0;
    for (const PlannedFile& file : plan_.files) plan_.size_bytes += file.size_bytes;
  }

  void Read() {
    making_.KeepMemorySmall();
    templates_ = CollectTemplates(plan_, choice_, threads_, known_.templates());
    std::size_t current = 0;
    Batch of_file;
    const auto finish_until = [&](std::size_t file) {
      for (; current < file; ++current) FinishFile(current, std::exchange(of_file, Batch()));
    };
    ReadInParallel(plan_, choice_, templates_, pool_, threads_,
                   [&](std::size_t file, Batch batch, std::uint64_t bytes) {
                     finish_until(file);
                     making_.progress.records += batch.records;
                     making_.progress.bytes_done += bytes;
                     set_.AddEvents(std::move(batch.events));
                     of_file.Append(std::move(batch));
                     making_.Report("reading");
                   });
    finish_until(plan_.files.size());
    const bool nothing = files_failed_ == plan_.files.size() && making_.progress.records == 0;
    if (nothing && known_.empty()) RefuseNothing();
  }

  // A case without a single record would take the place of one that has some.
  [[noreturn]] void RefuseNothing() const {
    throw IngestError(IngestError::Kind::kUnfinished,
                      "No event log can be read. " + first_failure_);
  }

  void FinishFile(std::size_t index, Batch batch) {
    const PlannedFile& planned = plan_.files[index];
    const std::string failure = FailureOf(planned, batch);
    if (!failure.empty()) {
      ++files_failed_;
      if (first_failure_.empty()) first_failure_ = planned.path.string() + ": " + failure + ".";
    }
    set_.Add(MakeFindings(planned, ReaderNameFor(planned.form, choice_), std::move(batch)));
    making_.progress.files_done = ++files_done_;
    making_.Report("reading");
  }

  IngestSummary Make() {
    std::string roots;
    for (const std::filesystem::path& input : options_.inputs)
      roots += input.generic_string() + "\n";
    const CaseMaking::Facts facts = {
        {"command_line", known_.FactLines("command_line", options_.command_line)},
        {"options", TextOf(choice_)},
        {"evidence_roots", known_.FactLines("evidence_roots", roots)}};
    known_.MoveInto(set_, choice_, templates_, pool_);
    return making_.Run(std::move(set_), templates_ ? templates_->Pack() : std::string(), facts,
                       threads_);
  }

  const IngestOptions& options_;
  ReaderChoice choice_;
  unsigned threads_;
  CaseMaking making_;
  KnownEvidence known_;
  StringPool pool_;
  ReadingPlan plan_;
  std::shared_ptr<const RunTemplates> templates_;
  EvidenceSet set_;
  std::string first_failure_;
  std::uint64_t files_done_ = 0, files_failed_ = 0, files_known_ = 0;
};

}  // namespace

IngestSummary Ingest(const IngestOptions& options) { return Run(options).Go(); }

}  // namespace logonloom
