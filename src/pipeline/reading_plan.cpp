#include "pipeline/reading_plan.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <system_error>
#include <tuple>

#include "evidence/file_source.h"
#include "evidence/sha256.h"
#include "logonloom/ingest.h"
#include "base/threads.h"

namespace logonloom {
namespace {

[[noreturn]] void Refuse(const std::string& message) {
  throw IngestError(IngestError::Kind::kUsage, message);
}

// Nothing is made of nothing: a case without a single log would only look like a result.
void RefuseMissing(const FoundEvidence& found) {
  for (const EvidenceProblem& problem : found.problems)
    if (problem.missing) Refuse(problem.path.string() + ": " + problem.reason);
  if (!found.files.empty()) return;
  if (found.problems.empty())
    Refuse(
        "There is no event log in what was named: no file has the content of an .evtx. Name "
        "the folder that the logs were collected into.");
  const EvidenceProblem& first = found.problems.front();
  std::string message = "No event log can be read. " + first.path.string() + ": " + first.reason;
  if (found.problems.size() > 1)
    message += " " + std::to_string(found.problems.size() - 1) + " more files failed too.";
  Refuse(message);
}

PlannedFile Hash(const FoundFile& file) {
  PlannedFile planned;
  planned.path = file.path;
  planned.size_bytes = file.size_bytes;
  planned.sha256 = file.sha256;
  planned.form = file.form;
  planned.note = file.note;
  planned.collection = file.collection;
  if (!file.container.empty()) {
    planned.container_path =
        file.path.generic_string().substr(file.container.generic_string().size() + 1);
    planned.container_sha256 = file.container_sha256;
    return planned;
  }
  try {
    FileSource source(file.path);
    planned.size_bytes = source.size();
    planned.sha256 = Sha256(source);
  } catch (const std::system_error& failure) {
    // A medium that gives most of the file but not all is worth a try.
    const bool medium = failure.code() == std::error_code(EIO, std::generic_category());
    (medium ? planned.damage : planned.failure) = failure.code().message();
  }
  return planned;
}

std::vector<PlannedFile> HashAll(const std::vector<FoundFile>& files, unsigned threads,
                                 const std::function<void(const HashingProgress&)>& on_hashed) {
  std::vector<PlannedFile> planned(files.size());
  std::atomic<std::size_t> files_done = 0;
  std::atomic<std::uint64_t> bytes_done = 0;
  HashingProgress progress;
  for (const FoundFile& file : files) progress.bytes_total += file.size_bytes;
  progress.files_total = files.size();
  const auto report = [&] {
    progress.bytes_done = bytes_done;
    progress.files_done = files_done;
    if (on_hashed) on_hashed(progress);
  };
  const auto here = std::this_thread::get_id();
  ForEachOnThreads(threads, files.size(), [&](std::size_t i) {
    planned[i] = Hash(files[i]);
    bytes_done += planned[i].size_bytes;
    ++files_done;
    if (std::this_thread::get_id() == here) report();
  });
  report();
  return planned;
}

}  // namespace

FoundEvidence FindReadable(const std::vector<std::filesystem::path>& inputs, EvidenceStore& store,
                           Search search) {
  FoundEvidence found = search == Search::kBytes ? store.FindBytes(inputs) : store.Find(inputs);
  std::sort(found.problems.begin(), found.problems.end(),
            [](const EvidenceProblem& a, const EvidenceProblem& b) { return a.path < b.path; });
  RefuseMissing(found);
  return found;
}

ReadingPlan MakeReadingPlan(const std::vector<std::filesystem::path>& inputs, Search search,
                            std::shared_ptr<EvidenceStore> store, unsigned threads,
                            const std::function<void(const HashingProgress&)>& on_hashed) {
  FoundEvidence found = FindReadable(inputs, *store, search);
  ReadingPlan plan;
  plan.store = std::move(store);
  plan.problems = std::move(found.problems);
  plan.files = HashAll(found.files, threads, on_hashed);
  for (const PlannedFile& file : plan.files) plan.size_bytes += file.size_bytes;
  std::sort(plan.files.begin(), plan.files.end(), [](const PlannedFile& a, const PlannedFile& b) {
    return std::tie(a.sha256, a.path) < std::tie(b.sha256, b.path);
  });
  return plan;
}

}  // namespace logonloom
