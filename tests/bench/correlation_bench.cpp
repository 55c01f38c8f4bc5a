// How many session events correlation takes in a second, on one thread, for machines of rising
// size: the rate must not fall as they grow. Events are simulated, so that reading costs nothing.
#include <benchmark/benchmark.h>

#include <vector>

#include "logonloom/sessions.h"
#include "simulation.h"

namespace logonloom {
namespace {

void OneMachine(benchmark::State& state) {
  SimulationOptions options;
  options.acts = static_cast<int>(state.range(0));
  const SimulatedCase made = Simulate(7, Loss::kNothing, options);
  for (auto _ : state) {
    state.PauseTiming();
    EventTable events(made.events);
    state.ResumeTiming();
    const Correlation result = Correlate(std::move(events));
    benchmark::DoNotOptimize(result.access_sessions.data());
    state.counters["sessions"] = static_cast<double>(result.access_sessions.size());
  }
  state.counters["events"] = static_cast<double>(made.events.size());
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(made.events.size()));
}
BENCHMARK(OneMachine)->RangeMultiplier(8)->Range(64, 64 << 9)->Unit(benchmark::kMillisecond);

// A machine that faces the internet: nothing but password guessing.
void Guessing(benchmark::State& state) {
  StringPool pool;
  std::vector<Event> attempts(static_cast<std::size_t>(state.range(0)));
  for (std::size_t i = 0; i < attempts.size(); ++i) {
    Event& e = attempts[i];
    e.kind = EventKind::kLogonFailed;
    e.event_id = 4625;
    e.channel = pool.Intern("Security");
    e.computer = pool.Intern("GATE");
    e.record_id = i + 1;
    e.time = FileTime{133'000'000'000'000'000 + static_cast<std::int64_t>(i) * 3'000'000};
    e.logon_type = 3;
    e.has_logon_type = true;
    e.target.name = pool.Intern("user" + std::to_string(i % 997));
    e.address = pool.Intern("203.0.113." + std::to_string(i / 5000 % 200));
    e.status = 0xc000006d;
    e.sub_status = 0xc000006a;
    e.payload_hash = i;
    e.source.file_index = 0;
    e.source.offset = i * 600;
  }
  for (auto _ : state) {
    state.PauseTiming();
    EventTable events(attempts);
    state.ResumeTiming();
    const Correlation result = Correlate(std::move(events));
    benchmark::DoNotOptimize(result.attempt_groups.data());
    state.counters["groups"] = static_cast<double>(result.attempt_groups.size());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(Guessing)->RangeMultiplier(8)->Range(1 << 12, 1 << 20)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace logonloom

BENCHMARK_MAIN();
