#include "pipeline/parallel_reading.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "casedb/event_columns.h"
#include "casedb/findings.h"
#include "evidence/patient_source.h"
#include "evtx/carved_reader.h"
#include "evtx/evtx_reader.h"
#include "base/threads.h"

namespace logonloom {
namespace {

// Finished pieces that wait for one before them: bounds the memory.
constexpr std::size_t kMostWaiting = 16;

std::string TextOf(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string Packed(const EventList& events) {
  EventPacker packer;
  for (const EventList::Run& run : events.runs())
    for (const Event& event : run) packer.Add(event);
  return packer.Pack();
}

struct Piece {
  std::size_t file = 0;
  std::uint64_t group = 0;
  std::uint64_t bytes = 0;
};

// One thread's tools.
class Worker {
 public:
  // `pool`: the thread's own.
  Worker(const ReadingPlan& plan, const ReaderChoice& choice,
         std::shared_ptr<const RunTemplates> templates, StringPool& pool)
      : plan_(plan),
        collector_(pool),
        templates_(templates),
        reader_(MakeReader(choice, std::move(templates))) {
    groups_ = dynamic_cast<ChunkGroupReader*>(reader_.get());
  }

  Batch Read(const Piece& piece) {
    Batch batch;
    batch.failure = plan_.files[piece.file].failure;
    if (!batch.failure.empty()) return batch;
    collector_.Begin(static_cast<std::int32_t>(piece.file), batch);
    ReadInto(piece, batch);
    if (!batch.events.empty()) batch.packed.Add(Packed(batch.events));
    return batch;
  }

 private:
  void ReadInto(const Piece& piece, Batch& batch) {
    try {
      Open(piece.file);
      const PlannedFile& file = plan_.files[piece.file];
      if (file.form == EvidenceForm::kBytes)
        ReadGroup(*MakeCarvedReader(templates_, file.regions), piece, batch);
      else if (const auto exported = MakeExportReader(file.form))
        batch.tally = exported->Read(*source_, collector_);
      else if (groups_ != nullptr)
        ReadGroup(*groups_, piece, batch);
      else
        batch.tally = reader_->Read(*source_, collector_);
    } catch (const std::system_error& failure) {
      batch.failure = failure.code().message();
    }
    if (source_ && file_ == piece.file) batch.unread = source_->TakeUnread();
  }

  void ReadGroup(ChunkGroupReader& reader, const Piece& piece, Batch& batch) {
    Batch of_chunk;
    collector_.Begin(static_cast<std::int32_t>(piece.file), of_chunk);
    try {
      reader.ReadGroup(
          *source_, piece.group, collector_, of_chunk.tally,
          [&](std::uint64_t offset, std::span<const std::byte> chunk, bool lent) {
            Batch done = std::exchange(of_chunk, Batch());
            if (lent)
              batch.lent.push_back({PackChunk(offset, TextOf(chunk)), std::move(done)});
            else
              batch.Append(std::move(done));
          });
    } catch (...) {
      batch.Append(std::move(of_chunk));
      throw;
    }
    batch.Append(std::move(of_chunk));
  }

  void Open(std::size_t file) {
    if (source_ && file_ == file) return;
    source_.reset();
    source_ = std::make_unique<PatientSource>(plan_.store->Open(plan_.files[file].path));
    file_ = file;
  }

  const ReadingPlan& plan_;
  Collector collector_;
  std::shared_ptr<const RunTemplates> templates_;
  std::unique_ptr<RecordReader> reader_;
  ChunkGroupReader* groups_ = nullptr;  // reader_, if it can read groups
  std::size_t file_ = 0;
  std::unique_ptr<PatientSource> source_;
};

std::vector<Piece> PiecesOf(const ReadingPlan& plan, const ReaderChoice& choice) {
  const auto reader = MakeReader(choice, nullptr);
  const auto* groups = dynamic_cast<const ChunkGroupReader*>(reader.get());
  std::vector<Piece> pieces;
  for (std::size_t file = 0; file < plan.files.size(); ++file) {
    const std::uint64_t size = plan.files[file].size_bytes;
    const bool log = plan.files[file].form == EvidenceForm::kEvtx;
    const std::uint64_t count = log && groups != nullptr ? groups->GroupCount(size) : 1;
    for (std::uint64_t group = 0; group < count; ++group)
      pieces.push_back({file, group, size / count + (group == 0 ? size % count : 0)});
  }
  return pieces;
}

// Hands pieces out in their order and gives the results back in it.
class Conveyor {
 public:
  explicit Conveyor(std::size_t pieces, unsigned threads)
      : pieces_(pieces), most_ahead_(kMostWaiting + threads) {}

  // The next piece to work on; nullopt if there is none left or the run is given up.
  std::optional<std::size_t> Next() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return next_ >= pieces_ || next_ < taken_ + most_ahead_; });
    if (next_ >= pieces_) return std::nullopt;
    return next_++;
  }
  void Put(std::size_t piece, Batch batch) {
    const std::lock_guard lock(mutex_);
    done_.emplace(piece, std::move(batch));
    arrived_.notify_one();
  }
  void Fail(std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    error_ = std::move(error);
    next_ = pieces_;
    arrived_.notify_one();
    room_.notify_all();
  }
  // The result of the piece whose turn it is. Rethrows what a worker failed of.
  Batch Take() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return error_ || done_.contains(taken_); });
    if (error_) std::rethrow_exception(error_);
    auto node = done_.extract(taken_++);
    room_.notify_all();
    return std::move(node.mapped());
  }
  void GiveUp() {
    const std::lock_guard lock(mutex_);
    next_ = pieces_;
    room_.notify_all();
  }

 private:
  const std::size_t pieces_, most_ahead_;
  std::mutex mutex_;
  std::condition_variable room_, arrived_;
  std::size_t next_ = 0, taken_ = 0;
  std::map<std::size_t, Batch> done_;
  std::exception_ptr error_;
};

}  // namespace

std::shared_ptr<const RunTemplates> CollectTemplates(ReadingPlan& plan, const ReaderChoice& choice,
                                                     unsigned threads,
                                                     const std::vector<std::string>& known) {
  if (!WantsTemplates(choice)) return nullptr;
  auto all = std::make_shared<RunTemplates>();
  for (const std::string& packed : known) all->AddPacked(packed);
  std::mutex mutex;
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    RunTemplates own;
    for (std::size_t file = next++; file < plan.files.size(); file = next++) {
      PlannedFile& planned = plan.files[file];
      const bool carved = planned.form == EvidenceForm::kBytes;
      if (planned.form != EvidenceForm::kEvtx && !carved) continue;
      try {
        PatientSource source(plan.store->Open(planned.path));
        if (carved)
          planned.regions = std::make_shared<CarvedRegions>(CollectCarved(source, own));
        else
          own.Collect(source);
      } catch (const std::system_error&) {
        continue;
      }
    }
    const std::lock_guard lock(mutex);
    all->Add(own);
  };
  std::vector<std::jthread> workers = StartThreads(threads - 1, work);
  work();
  workers.clear();
  return all;
}

void ReadInParallel(
    const ReadingPlan& plan, const ReaderChoice& choice,
    const std::shared_ptr<const RunTemplates>& templates, StringPool& pool, unsigned threads,
    const std::function<void(std::size_t file, Batch batch, std::uint64_t bytes)>& on_batch) {
  const std::vector<Piece> pieces = PiecesOf(plan, choice);
  const auto read_here = [&] {
    Worker worker(plan, choice, templates, pool);
    for (const Piece& piece : pieces) on_batch(piece.file, worker.Read(piece), piece.bytes);
  };
  if (threads <= 1) return read_here();
  Conveyor conveyor(pieces.size(), threads);
  const auto work = [&] {
    try {
      StringPool front(pool);
      Worker worker(plan, choice, templates, front);
      while (const auto piece = conveyor.Next()) conveyor.Put(*piece, worker.Read(pieces[*piece]));
    } catch (...) {
      conveyor.Fail(std::current_exception());
    }
  };
  const std::vector<std::jthread> workers = StartThreads(threads, work);
  if (workers.empty()) return read_here();
  try {
    for (const Piece& piece : pieces) on_batch(piece.file, conveyor.Take(), piece.bytes);
  } catch (...) {
    conveyor.GiveUp();
    throw;
  }
}

}  // namespace logonloom
