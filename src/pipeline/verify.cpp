#include "pipeline/verify.h"

#include <map>
#include <set>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "evidence/evidence_store.h"
#include "evtx/evtx_reader.h"
#include "pipeline/reading_plan.h"
#include "pipeline/readers.h"

namespace logonloom {
namespace {

constexpr std::uint64_t kFileHeaderSize = 4096;
constexpr std::uint64_t kChunkSize = 65536;
constexpr std::size_t kMostFindings = 1000;
constexpr std::size_t kShownText = 120;

std::uint64_t ChunkOf(std::uint64_t offset) { return (offset - kFileHeaderSize) / kChunkSize; }

// Keeps a hash of each listed record, and copies of those that are asked for.
class ComparingSink : public RecordSink {
 public:
  void OnRecord(const Record& record) override {
    if (record.recovery != Recovery::kListed) {
      ++recovered;
      return;
    }
    const RecordCopy copy = CopyRecord(record);
    if (wanted.contains(record.offset)) copies[record.offset] = copy;
    hashes[record.offset] = HashOf(copy);
    if (record.offset + record.size_bytes ==
        kFileHeaderSize + (ChunkOf(record.offset) + 1) * kChunkSize)
      at_chunk_end.insert(record.offset);
  }
  void OnDiagnostic(Diagnostic diagnostic) override {
    if (diagnostic.code != "record_torn" || !diagnostic.offset) return;
    const auto [first, added] = damage.try_emplace(ChunkOf(*diagnostic.offset), *diagnostic.offset);
    if (!added) first->second = std::min(first->second, *diagnostic.offset);
  }

  std::set<std::uint64_t> wanted;
  std::map<std::uint64_t, RecordCopy> copies;
  std::unordered_map<std::uint64_t, std::uint64_t> hashes;
  std::set<std::uint64_t> at_chunk_end;
  std::map<std::uint64_t, std::uint64_t> damage;  // chunk → offset of its first damaged record
  std::uint64_t recovered = 0;
};

class FileVerifier {
 public:
  FileVerifier(std::filesystem::path path, EvidenceSource& source, VerifyReport& report)
      : path_(std::move(path)), source_(source), report_(report) {}

  void Run() {
    const ReadTally tally = first_reader_->Read(source_, first_);
    const ReadTally second_tally = second_reader_->Read(source_, second_);
    if (second_tally.unreadable) ++report_.files_unreadable;
    report_.records_first += first_.hashes.size();
    report_.records_second += second_.hashes.size();
    report_.recovered += first_.recovered;
    report_.rejected += tally.records_rejected;
    FindDifferent();
    if (wanted_.empty()) return;
    // Most files agree; those that do not are read again for the records that differ.
    first_.wanted = second_.wanted = wanted_;
    first_reader_->Read(source_, first_);
    second_reader_->Read(source_, second_);
    for (const std::uint64_t offset : wanted_) Explain(offset);
  }

 private:
  void FindDifferent() {
    for (const auto& [offset, hash] : first_.hashes) {
      const auto other = second_.hashes.find(offset);
      if (other != second_.hashes.end() && other->second == hash)
        ++report_.records_equal;
      else
        wanted_.insert(offset);
    }
    for (const auto& [offset, hash] : second_.hashes)
      if (!first_.hashes.contains(offset)) wanted_.insert(offset);
  }

  void Explain(std::uint64_t offset) {
    const auto first = first_.copies.find(offset);
    const auto second = second_.copies.find(offset);
    if (first == first_.copies.end())
      return Unexplained(offset, second->second.record_id, "only libevtx delivers it");
    if (second == second_.copies.end()) return ExplainMissing(offset, first->second);
    DifferenceClass kind = DifferenceClass::kUnexplained;
    for (const Difference& difference : Compare(first->second, second->second)) {
      kind = difference.kind;
      if (kind != DifferenceClass::kUnexplained) continue;
      return Unexplained(offset, first->second.record_id,
                         difference.part + " is «" + difference.first.substr(0, kShownText) +
                             "», libevtx reads «" + difference.second.substr(0, kShownText) + "»");
    }
    Count(kind);
  }

  void ExplainMissing(std::uint64_t offset, const RecordCopy& copy) {
    const auto damage = first_.damage.find(ChunkOf(offset));
    if (copy.traits.without_template) return Count(DifferenceClass::kSkipsWithoutTemplate);
    if (copy.traits.entity_in_attribute) return Count(DifferenceClass::kSkipsEntity);
    if (damage != first_.damage.end() && offset >= damage->second)
      return Count(DifferenceClass::kSkipsBehindDamage);
    if (first_.at_chunk_end.contains(offset)) return Count(DifferenceClass::kSkipsChunkEnd);
    Unexplained(offset, copy.record_id, "libevtx does not deliver it");
  }

  void Count(DifferenceClass kind) { ++report_.records_by_class[static_cast<std::size_t>(kind)]; }

  void Unexplained(std::uint64_t offset, std::uint64_t record_id, std::string what) {
    Count(DifferenceClass::kUnexplained);
    ++report_.unexplained_count;
    if (report_.unexplained.size() < kMostFindings)
      report_.unexplained.push_back({path_, offset, record_id, std::move(what)});
  }

  std::filesystem::path path_;
  EvidenceSource& source_;
  VerifyReport& report_;
  std::unique_ptr<RecordReader> first_reader_ = MakeEvtxReader();
  std::unique_ptr<RecordReader> second_reader_ = MakeSecondReader();
  ComparingSink first_, second_;
  std::set<std::uint64_t> wanted_;
};

}  // namespace

VerifyReport Verify(const std::vector<std::filesystem::path>& inputs,
                    const std::function<void(const std::filesystem::path&)>& on_file) {
  MakeSecondReader();  // says so at once if there is none
  VerifyReport report;
  EvidenceStore store;
  for (const FoundFile& file : FindReadable(inputs, store).files) {
    if (file.form != EvidenceForm::kEvtx) continue;  // nothing of ours to be verified
    if (on_file) on_file(file.path);
    ++report.files;
    try {
      FileVerifier(file.path, *store.Open(file.path), report).Run();
    } catch (const std::system_error&) {
      ++report.files_unreadable;
    }
  }
  return report;
}

}  // namespace logonloom
