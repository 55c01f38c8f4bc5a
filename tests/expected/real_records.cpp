#include "real_records.h"

#include <algorithm>
#include <filesystem>

#include "evidence/file_source.h"
#include "pipeline/channel_extents.h"
#include "pipeline/collector.h"
#include "pipeline/readers.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> LogsBelow(const std::string& folder) {
  std::vector<fs::path> logs;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".evtx") logs.push_back(entry.path());
  std::sort(logs.begin(), logs.end());
  return logs;
}

// Notes each record beside what the collector makes of it.
class RecordNotes : public RecordSink {
 public:
  explicit RecordNotes(RealRecords& all) : all_(all), collector_(*all.pool) {}

  void Begin(std::int32_t file) {
    file_ = file;
    batch_ = {};
    collector_.Begin(file, batch_);
  }
  void OnRecord(const Record& record) override {
    const std::size_t events = batch_.events.size();
    collector_.OnRecord(record);
    const SystemProperties& system = record.system;
    RealRecord note;
    note.file = file_;
    note.computer = all_.pool->Intern(system.computer);
    note.channel = all_.pool->Intern(system.channel);
    note.id = system.event_record_id.value_or(record.header_record_id);
    note.event_id = system.event_id;
    note.time = system.time_created ? *system.time_created : record.header_time.value_or(FileTime{});
    if (batch_.events.size() > events) {
      note.event = static_cast<std::int32_t>(all_.events.size());
      all_.events.push_back(batch_.events.runs().back().back());
    }
    all_.records.push_back(note);
  }
  void OnDiagnostic(Diagnostic) override {}

 private:
  RealRecords& all_;
  Collector collector_;
  Batch batch_;
  std::int32_t file_ = -1;
};

}  // namespace

RealRecords ReadRecords(const std::string& folder) {
  RealRecords all;
  all.pool = std::make_shared<StringPool>();
  RecordNotes notes(all);
  const auto reader = MakeReader({std::string(kDefaultReader), false}, nullptr);
  std::int32_t file = 0;
  for (const fs::path& path : LogsBelow(folder)) {
    notes.Begin(file++);
    FileSource source(path);
    reader->Read(source, notes);
  }
  return all;
}

Correlation CorrelateThese(const RealRecords& all, const std::vector<std::size_t>& kept) {
  EventTable events;
  ChannelExtents extents;
  for (const std::size_t r : kept) {
    const RealRecord& record = all.records[r];
    extents.Add(record.file, record.computer, record.channel, record.id, record.time);
    if (record.event >= 0) events.Append(all.events[static_cast<std::size_t>(record.event)]);
  }
  return Correlate(std::move(events), extents.Take(), 2);
}

}  // namespace logonloom
