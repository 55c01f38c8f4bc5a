// Scores correlation over many simulated cases. See docs/simulator.md.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

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
  bool steady = false;
  app.add_option("--cases", cases, "Cases for each kind of loss");
  app.add_option("--seed", seed, "Seed of the first case; the others follow it");
  app.add_option("--loss", only, "Only this kind of loss");
  app.add_option("--show", shown, "How many wrong claims to print for each kind");
  app.add_flag("--steady-clock", steady, "No clock is set while a machine runs");
  CLI11_PARSE(app, argc, argv);
  logonloom::SimulationOptions options;
  options.clock_steps = !steady;
  std::printf("%-30s %9s %9s %9s %9s %9s %9s %9s %9s\n", "loss", "precision", "recall", "reasons",
              "ends", "addresses", "pairs", "parents", "wrong");
  bool wrong = false;
  for (const Loss loss : logonloom::kAllLosses) {
    if (!only.empty() && only != logonloom::NameOf(loss)) continue;
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
