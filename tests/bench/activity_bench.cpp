// How fast the activity stage goes over events, on made ones: starts and ends of processes,
// connections, file accesses and scripts of one busy machine.
#include <benchmark/benchmark.h>

#include "logonloom/activity.h"

namespace logonloom {
namespace {

class BusyMachine {
 public:
  explicit BusyMachine(int count) {
    events.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
      Event e;
      e.channel = security_;
      e.computer = computer_;
      e.record_id = static_cast<std::uint64_t>(i) + 1;
      e.time = FileTime{132'500'000'000'000'000 + std::int64_t{i} * 100'000};
      e.payload_hash = static_cast<std::uint64_t>(i);
      e.source.file_index = 0;
      Fill(e, static_cast<std::uint64_t>(i));
      events.push_back(e);
    }
  }
  std::vector<Event> events;

 private:
  static std::uint64_t ProcessOf(std::uint64_t i) { return 4 * (i % 5000 + 100); }

  void Fill(Event& e, std::uint64_t i) {
    e.subject_logon_id = 0x10000 + i / 1000 * 0x100;
    switch (i % 10) {
      case 0:
      case 1:
      case 2:
        return Process(e, EventKind::kProcessStart, 4688, ProcessOf(i));
      case 3:
      case 4:
        return Process(e, EventKind::kProcessEnd, 4689, ProcessOf(i - 3));
      case 5:
      case 6:
        e.kind = EventKind::kNetworkConnection;
        e.subject_logon_id = 0;
        e.process_id = ProcessOf(i - 5);
        e.direction = pool_.Intern("%%14593");
        e.address = pool_.Intern("10.0.0.1");
        e.port = static_cast<std::uint16_t>(1024 + i % 60000);
        e.destination = pool_.Intern("10.0.0.2");
        return;
      case 9:
        e.kind = EventKind::kScript;
        e.channel = scripts_;
        e.subject_logon_id = 0;
        e.writer_pid = static_cast<std::uint32_t>(ProcessOf(i - 9));
        return;
      default:
        e.kind = EventKind::kShareFileAccess;
        e.object = pool_.Intern("\\\\*\\C$");
        e.object_path = pool_.Intern("a\\b.txt");
        e.address = pool_.Intern("10.0.0.2");
    }
  }

  void Process(Event& e, EventKind kind, std::uint32_t id, std::uint64_t process) {
    e.kind = kind;
    e.event_id = id;
    e.process_id = process;
    e.process_name = pool_.Intern("C:\\Windows\\System32\\cmd.exe");
  }

  StringPool pool_;
  Symbol security_ = pool_.Intern("Security");
  Symbol scripts_ = pool_.Intern("Microsoft-Windows-PowerShell/Operational");
  Symbol computer_ = pool_.Intern("WS01");
};

void Trace(benchmark::State& state) {
  const BusyMachine machine(1'000'000);
  Correlation correlation = Correlate(machine.events);
  const BulkList<EventPlace> places = correlation.places;
  for (auto _ : state) {
    correlation.places = places;
    correlation.links.clear();
    benchmark::DoNotOptimize(TraceActivity(correlation));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(machine.events.size()));
}
BENCHMARK(Trace)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace logonloom
