// How fast records are read, each way on the same files in one run, so that the ratios mean
// something on any machine. LOGONLOOM_BENCH_EVIDENCE names a folder of logs.
#include <benchmark/benchmark.h>
#include <libdeflate.h>

#include <cstdlib>
#include <filesystem>
#include <thread>
#include <vector>

#include "base/bytes.h"
#include "evidence/file_source.h"
#include "evtx/evtx_reader.h"
#include "evtx_check/libevtx_reader.h"
#include "pipeline/evidence_set.h"
#include "pipeline/parallel_reading.h"

namespace logonloom {
namespace {

constexpr std::uint64_t kFileHeader = 4096, kChunk = 65536, kChunkHeader = 512;

std::vector<std::filesystem::path> Files() {
  const char* folder = std::getenv("LOGONLOOM_BENCH_EVIDENCE");
  std::vector<std::filesystem::path> files;
  if (folder == nullptr) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".evtx") files.push_back(entry.path());
  return files;
}

// Touches each record and each field, as a consumer would.
class CountingSink : public RecordSink {
 public:
  void OnRecord(const Record& record) override {
    ++records;
    for (const Field& field : record.fields) sum += field.value.bytes.size() + field.value.number;
  }
  void OnDiagnostic(Diagnostic) override {}
  std::uint64_t records = 0, sum = 0;
};

void Report(benchmark::State& state, std::uint64_t bytes, std::uint64_t records) {
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  state.counters["records"] =
      benchmark::Counter(static_cast<double>(records), benchmark::Counter::kIsRate);
}

std::uint64_t WalkChunk(Bytes chunk, bool with_checksums) {
  const std::uint32_t end = ReadInt<std::uint32_t>(chunk, 48).value_or(0);
  if (end < kChunkHeader || end > chunk.size()) return 0;
  if (with_checksums) {
    std::uint32_t crc = libdeflate_crc32(0, chunk.data(), 120);
    crc = libdeflate_crc32(crc, chunk.data() + 128, kChunkHeader - 128);
    benchmark::DoNotOptimize(crc);
    crc = libdeflate_crc32(0, chunk.data() + kChunkHeader, end - kChunkHeader);
    benchmark::DoNotOptimize(crc);
  }
  std::uint64_t records = 0;
  for (std::size_t at = kChunkHeader; at < end; ++records) {
    const std::uint32_t size = ReadInt<std::uint32_t>(chunk, at + 4).value_or(0);
    if (size < 28) break;
    at += size;
  }
  return records;
}

void Walk(benchmark::State& state, bool with_checksums) {
  std::uint64_t bytes = 0, records = 0;
  std::vector<std::byte> buffer(8 * kChunk);
  for (auto _ : state)
    for (const auto& path : Files()) {
      FileSource source(path);
      for (std::uint64_t offset = kFileHeader; offset < source.size();) {
        const Bytes part = Bytes(buffer).first(source.ReadAt(offset, buffer));
        for (std::size_t at = 0; at + kChunk <= part.size(); at += kChunk)
          records += WalkChunk(part.subspan(at, kChunk), with_checksums);
        offset += part.size();
      }
      bytes += source.size();
    }
  Report(state, bytes, records);
}
void HeaderWalk(benchmark::State& state) { Walk(state, false); }
void WalkAndChecksums(benchmark::State& state) { Walk(state, true); }

void ReadAll(benchmark::State& state, RecordReader& reader) {
  std::uint64_t bytes = 0;
  CountingSink sink;
  for (auto _ : state)
    for (const auto& path : Files()) {
      FileSource source(path);
      reader.Read(source, sink);
      bytes += source.size();
    }
  Report(state, bytes, sink.records);
}
void EvtxAllValues(benchmark::State& state) { ReadAll(state, *MakeEvtxReader()); }
void LibevtxAndPugixml(benchmark::State& state) { ReadAll(state, *MakeLibevtxReader()); }

void EvtxAllValuesTwoThreads(benchmark::State& state) {
  std::uint64_t bytes = 0, records = 0;
  const auto files = Files();
  for (auto _ : state) {
    std::vector<CountingSink> sinks(2);
    {
      std::vector<std::jthread> threads;
      for (std::size_t thread = 0; thread < 2; ++thread)
        threads.emplace_back([&, thread] {
          const auto reader = MakeEvtxReader();
          std::uint64_t number = 0;
          for (const auto& path : files) {
            FileSource source(path);
            ReadTally tally;
            for (std::uint64_t group = 0; group < reader->GroupCount(source.size()); ++group)
              if (number++ % 2 == thread)
                reader->ReadGroup(source, group, sinks[thread], tally, {});
          }
        });
    }
    for (const auto& path : files) bytes += std::filesystem::file_size(path);
    records += sinks[0].records + sinks[1].records;
  }
  Report(state, bytes, records);
}

// All that an ingest does with logs between hashing and correlation, on one thread: definitions,
// records, events of them, and what the case keeps of these.
void EventsAndFindings(benchmark::State& state) {
  ReadingPlan plan;
  plan.store = std::make_shared<EvidenceStore>();
  for (const auto& path : Files()) {
    PlannedFile& file = plan.files.emplace_back();
    file.path = path;
    file.size_bytes = std::filesystem::file_size(path);
    plan.size_bytes += file.size_bytes;
  }
  std::uint64_t bytes = 0, records = 0;
  for (auto _ : state) {
    StringPool pool;
    EvidenceSet set;
    const auto templates = CollectTemplates(plan, {}, 1, {});
    ReadInParallel(plan, {}, templates, pool, 1, [&](std::size_t, Batch batch, std::uint64_t size) {
      bytes += size;
      records += batch.records;
      set.AddEvents(std::move(batch.events));
    });
  }
  Report(state, bytes, records);
}

BENCHMARK(HeaderWalk)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(WalkAndChecksums)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(EvtxAllValues)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(EvtxAllValuesTwoThreads)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(EventsAndFindings)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(LibevtxAndPugixml)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);

}  // namespace
}  // namespace logonloom

BENCHMARK_MAIN();
