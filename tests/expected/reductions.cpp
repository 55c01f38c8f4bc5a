#include "reductions.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace logonloom {
namespace {

constexpr std::string_view kSecurity = "Security";

template <typename Keeps>
Reduction Keeping(const RealRecords& all, std::string name, Keeps keeps) {
  Reduction reduction{std::move(name), {}};
  for (std::size_t r = 0; r < all.records.size(); ++r)
    if (keeps(r)) reduction.kept.push_back(r);
  return reduction;
}

// Those that give events, by name.
std::set<std::string> ChannelsOf(const RealRecords& all) {
  std::set<std::string> channels;
  for (const RealRecord& record : all.records)
    if (record.event >= 0) channels.insert(std::string(record.channel.view()));
  return channels;
}

// Where each record stands in its log, from 0 to 1, and its place there.
struct Standing {
  double part = 0;
  std::uint64_t rank = 0;
  std::size_t log = 0;
};

std::vector<Standing> StandingsOf(const RealRecords& all) {
  std::map<std::pair<Symbol, Symbol>, std::vector<std::size_t>> logs;
  for (std::size_t r = 0; r < all.records.size(); ++r)
    logs[{all.records[r].computer, all.records[r].channel}].push_back(r);
  std::vector<Standing> standings(all.records.size());
  std::size_t number = 0;
  for (auto& [log, records] : logs) {
    const auto id = [&](std::size_t r) { return all.records[r].id; };
    std::stable_sort(records.begin(), records.end(),
                     [&](std::size_t a, std::size_t b) { return id(a) < id(b); });
    std::uint64_t rank = 0;
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (i > 0 && id(records[i]) != id(records[i - 1])) ++rank;
      standings[records[i]] = {0, rank, number};
    }
    for (const std::size_t r : records)
      standings[r].part =
          (static_cast<double>(standings[r].rank) + 0.5) / (static_cast<double>(rank) + 1);
    ++number;
  }
  return standings;
}

std::uint64_t Scrambled(std::uint64_t number) {
  number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
  number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
  return number ^ (number >> 31);
}

Reduction Cut(const RealRecords& all, const std::vector<Standing>& standings, double from,
              double to) {
  return Keeping(all, "from " + std::to_string(from) + " to " + std::to_string(to),
                 [&](std::size_t r) { return standings[r].part >= from && standings[r].part < to; });
}

// Each log at a place of its own.
Reduction CutAnywhere(const RealRecords& all, const std::vector<Standing>& standings,
                      std::uint64_t seed) {
  return Keeping(all, "cut anywhere " + std::to_string(seed), [&](std::size_t r) {
    const std::uint64_t chance = Scrambled(seed * 1000 + standings[r].log);
    const double place = static_cast<double>(chance >> 11) * 0x1p-53;
    return chance % 2 == 0 ? standings[r].part >= place : standings[r].part < place;
  });
}

}  // namespace

std::vector<Reduction> WithoutOneChannel(const RealRecords& all) {
  std::vector<Reduction> reductions;
  for (const std::string& channel : ChannelsOf(all))
    reductions.push_back(Keeping(all, "without " + channel, [&](std::size_t r) {
      return all.records[r].channel.view() != channel;
    }));
  return reductions;
}

std::vector<Reduction> OneChannelAlone(const RealRecords& all) {
  std::vector<Reduction> reductions;
  for (const std::string& channel : ChannelsOf(all))
    reductions.push_back(Keeping(all, channel + " alone", [&](std::size_t r) {
      return all.records[r].channel.view() == channel;
    }));
  return reductions;
}

std::vector<Reduction> WithoutOneEvent(const RealRecords& all) {
  std::set<std::pair<std::string, std::uint32_t>> known;
  for (const RealRecord& record : all.records)
    if (record.event >= 0 &&
        all.events[static_cast<std::size_t>(record.event)].kind != EventKind::kActivity)
      known.insert({std::string(record.channel.view()), record.event_id});
  std::vector<Reduction> reductions;
  for (const auto& [channel, id] : known)
    reductions.push_back(
        Keeping(all, "without " + channel + " " + std::to_string(id), [&](std::size_t r) {
          return all.records[r].event_id != id || all.records[r].channel.view() != channel;
        }));
  return reductions;
}

std::vector<Reduction> CutLogs(const RealRecords& all) {
  constexpr std::array<std::pair<double, double>, 8> kCuts = {{{0, 1. / 3},
                                                               {1. / 3, 2. / 3},
                                                               {2. / 3, 1},
                                                               {0, 0.5},
                                                               {0.5, 1},
                                                               {0, 0.9},
                                                               {0.1, 1},
                                                               {0.85, 1}}};
  constexpr std::uint64_t kSeeds = 8;
  const std::vector<Standing> standings = StandingsOf(all);
  std::vector<Reduction> reductions;
  for (const auto& [from, to] : kCuts) reductions.push_back(Cut(all, standings, from, to));
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed)
    reductions.push_back(CutAnywhere(all, standings, seed));
  return reductions;
}

std::vector<Reduction> SecurityExports(const RealRecords& all) {
  const std::vector<std::set<std::uint32_t>> filters = {
      {4624},
      {4625},
      {4624, 4625},
      {4624, 4634},
      {4624, 4634, 4647},
      {4624, 4672},
      {4624, 4625, 4634, 4647, 4648, 4672, 4778, 4779},
      {4624, 4688},
      {4634, 4647},
      {4672},
      {4688, 4689},
      {4778, 4779},
  };
  std::vector<Reduction> reductions;
  for (const std::set<std::uint32_t>& ids : filters)
    for (const bool alone : {false, true}) {
      std::string name = alone ? "Security alone, of" : "Security, of";
      for (const std::uint32_t id : ids) name += " " + std::to_string(id);
      reductions.push_back(Keeping(all, name, [&](std::size_t r) {
        const RealRecord& record = all.records[r];
        return record.channel.view() == kSecurity ? ids.contains(record.event_id) : !alone;
      }));
    }
  return reductions;
}

std::vector<Reduction> LostRecords(const RealRecords& all) {
  const std::vector<Standing> standings = StandingsOf(all);
  std::vector<Reduction> reductions;
  for (const std::uint64_t each : {20u, 10u, 5u, 3u})
    for (const std::uint64_t phase : {0u, 1u})
      reductions.push_back(Keeping(
          all, "without each " + std::to_string(each) + "th from " + std::to_string(phase),
          [&](std::size_t r) { return standings[r].rank % each != phase; }));
  for (const std::uint64_t seed : {1u, 2u, 3u, 4u})
    reductions.push_back(
        Keeping(all, "without one in twenty, " + std::to_string(seed), [&](std::size_t r) {
          return Scrambled((seed << 48) ^ (standings[r].log << 32) ^ standings[r].rank) % 20 != 0;
        }));
  return reductions;
}

}  // namespace logonloom
