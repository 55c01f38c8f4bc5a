#include "pipeline/reading_plan.h"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <tuple>

#include "evidence/file_source.h"
#include "evidence/sha256.h"
#include "logonloom/ingest.h"

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
  planned.note = file.note;
  if (!file.container.empty()) {
    planned.container_path = file.path.string().substr(file.container.string().size() + 1);
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

}  // namespace

FoundEvidence FindReadable(const std::vector<std::filesystem::path>& inputs, EvidenceStore& store) {
  FoundEvidence found = store.Find(inputs);
  std::sort(found.problems.begin(), found.problems.end(),
            [](const EvidenceProblem& a, const EvidenceProblem& b) { return a.path < b.path; });
  RefuseMissing(found);
  return found;
}

ReadingPlan MakeReadingPlan(
    const std::vector<std::filesystem::path>& inputs, std::shared_ptr<EvidenceStore> store,
    const std::function<void(const ReadingPlan&, std::uint64_t, std::size_t)>& on_hashed) {
  FoundEvidence found = FindReadable(inputs, *store);
  std::uint64_t bytes_total = 0;
  for (const FoundFile& file : found.files) bytes_total += file.size_bytes;
  ReadingPlan plan;
  plan.store = std::move(store);
  plan.problems = std::move(found.problems);
  for (const FoundFile& file : found.files) {
    plan.files.push_back(Hash(file));
    plan.size_bytes += plan.files.back().size_bytes;
    if (on_hashed) on_hashed(plan, bytes_total, found.files.size());
  }
  std::sort(plan.files.begin(), plan.files.end(), [](const PlannedFile& a, const PlannedFile& b) {
    return std::tie(a.sha256, a.path) < std::tie(b.sha256, b.path);
  });
  return plan;
}

}  // namespace logonloom
