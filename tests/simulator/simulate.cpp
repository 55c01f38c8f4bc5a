// Scores correlation over many simulated cases. See docs/simulator.md.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <string>
#include <tuple>

#include "base/time.h"
#include "claims.h"
#include "logonloom/sessions.h"
#include "simulation.h"

namespace {

using logonloom::Loss;
using logonloom::Rate;
using logonloom::Score;

std::string Percent(const Rate& rate) {
  if (rate.all == 0) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", 100 * rate.value());
  return text;
}

// What the seed's logs hold, in their own order, what happened, and what is claimed.
void Dump(std::uint64_t seed, Loss loss, const logonloom::SimulationOptions& options) {
  logonloom::SimulatedCase c = logonloom::Simulate(seed, loss, options);
  std::sort(c.events.begin(), c.events.end(),
            [](const logonloom::Event& a, const logonloom::Event& b) {
              return std::make_tuple(a.computer.view(), a.channel.view(), a.record_id) <
                     std::make_tuple(b.computer.view(), b.channel.view(), b.record_id);
            });
  for (const logonloom::Event& e : c.events)
    std::printf("%s %s %llu %s %u %s %s 0x%llx 0x%llx type %u ts %d %s %s\n",
                std::string(e.computer.view()).c_str(),
                std::string(e.channel.view()).substr(0, 50).c_str(),
                static_cast<unsigned long long>(e.record_id), logonloom::FormatTime(e.time).c_str(),
                e.event_id, std::string(e.target.name.view()).c_str(),
                std::string(e.subject.name.view()).c_str(),
                static_cast<unsigned long long>(e.target_logon_id),
                static_cast<unsigned long long>(e.subject_logon_id), e.logon_type,
                e.ts_session_id ? static_cast<int>(*e.ts_session_id) : -1,
                std::string(e.address.view()).c_str(), std::string(e.activity_id.view()).c_str());
  const logonloom::Correlation claimed = logonloom::Correlate(std::move(c.events));
  const auto told = [](const std::optional<logonloom::FileTime>& time) {
    return time ? logonloom::FormatTime(*time) : std::string("-");
  };
  for (const logonloom::Boot& b : claimed.boots)
    std::printf("claimed boot %d of host %d: %s (%s) to %s (%s)\n", static_cast<int>(b.number),
                static_cast<int>(b.host), told(b.start_time).c_str(),
                std::string(logonloom::Word(b.start_basis)).c_str(), told(b.end_time).c_str(),
                std::string(logonloom::Word(b.end_basis)).c_str());
  const logonloom::Claims claims(c.truth, claimed);
  for (const logonloom::TrueSession& s : c.truth.sessions)
    std::printf("truth %s\n", logonloom::Claims::Text(s).c_str());
  for (const logonloom::AccessSession& s : claimed.access_sessions)
    std::printf("claimed %s\n", claims.Text(s).c_str());
  for (const logonloom::LogonSession& l : claimed.logon_sessions)
    std::printf("claimed %s\n", claims.Text(l).c_str());
}

void Print(Loss loss, const Score& score) {
  std::printf("%-30s %9s %9s %9s %9s %9s %9s %9s %9zu\n",
              std::string(logonloom::NameOf(loss)).c_str(), Percent(score.precision).c_str(),
              Percent(score.recall).c_str(), Percent(score.end_reasons).c_str(),
              Percent(score.end_times).c_str(), Percent(score.addresses).c_str(),
              Percent(score.pairs).c_str(), Percent(score.parents).c_str(), score.wrong.size());
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Scores the correlation of simulated logs against what really happened.");
  std::uint64_t cases = 1000, seed = 1;
  std::string only;
  std::size_t shown = 10;
  bool steady = false, dump = false;
  app.add_option("--cases", cases, "Cases for each kind of loss");
  app.add_option("--seed", seed, "Seed of the first case; the others follow it");
  app.add_option("--loss", only, "Only this kind of loss");
  app.add_option("--show", shown, "How many wrong claims to print for each kind");
  app.add_flag("--steady-clock", steady, "No clock is set while a machine runs");
  app.add_flag("--dump", dump, "Print the events of the first case instead");
  CLI11_PARSE(app, argc, argv);
  logonloom::SimulationOptions options;
  options.clock_steps = !steady;
  std::printf("%-30s %9s %9s %9s %9s %9s %9s %9s %9s\n", "loss", "precision", "recall", "reasons",
              "ends", "addresses", "pairs", "parents", "wrong");
  bool wrong = false;
  for (const Loss loss : logonloom::kAllLosses) {
    if (!only.empty() && only != logonloom::NameOf(loss)) continue;
    if (dump) {
      Dump(seed, loss, options);
      return 0;
    }
    Score total;
    std::size_t printed = 0;
    for (std::uint64_t i = 0; i < cases; ++i) {
      const Score score = logonloom::Try(seed + i, loss, options);
      for (const std::string& text : score.wrong)
        if (printed++ < shown)
          std::fprintf(stderr, "%s, seed %llu: %s\n", std::string(logonloom::NameOf(loss)).c_str(),
                       static_cast<unsigned long long>(seed + i), text.c_str());
      total.Add(score);
    }
    Print(loss, total);
    wrong |= !total.wrong.empty();
  }
  return wrong ? 1 : 0;
}
