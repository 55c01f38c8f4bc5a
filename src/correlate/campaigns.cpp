#include "correlate/campaigns.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <span>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "base/flat_map.h"
#include "base/text.h"
#include "correlate/sorted_runs.h"
#include "correlate/time_index.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

bool WasTried(const AttemptGroup& group, const User& user) {
  const auto bare = [](std::string_view name) { return name.substr(0, name.find('@')); };
  return std::any_of(group.users.begin(), group.users.end(), [&](const std::string& tried) {
    return EqualsIgnoreCase(bare(tried), bare(user.name.view()));
  });
}

// Best of an account that was tried: others may come from behind the same address.
Index FirstSuccess(const AttemptGroup& group, const AccessTable& access, const TimeIndex& starts) {
  Index of_other = kNone;
  for (const TimeIndex::Entry& entry :
       starts.Between(group.boot, group.first_time, group.last_time + kAttemptPause)) {
    const AccessSession& session = access.at(entry.value);
    if (session.account_class != AccountClass::kUser) continue;  // nobody guessed a password
    const bool same_source =
        std::any_of(group.sources.begin(), group.sources.end(), [&](const std::string& source) {
          return source == session.source_ip || source == ToLower(session.source_host);
        });
    if (!same_source) continue;
    if (WasTried(group, session.user)) return entry.value;
    if (of_other == kNone) of_other = entry.value;
  }
  return of_other;
}

struct Campaign {
  AttemptGroup group;
  FlatMap<const char*, std::string_view> users;  // by where the text lies: most are a pool's
  std::map<std::uint32_t, std::int64_t> statuses;
};

Campaign Begin(const FailedAttempt& attempt) {
  Campaign campaign;
  campaign.group.host = kThisMachine;
  campaign.group.boot = attempt.boot;
  campaign.group.sources.emplace_back(attempt.source.view());
  campaign.group.first_time = attempt.time;
  return campaign;
}

bool GoesOn(const Campaign& campaign, const FailedAttempt& attempt) {
  return campaign.group.boot == attempt.boot && campaign.group.sources.front() == attempt.source &&
         attempt.time <= campaign.group.last_time + kAttemptPause;
}

// Of each attempt the place of its source among all when sorted. Neighbours mostly have one.
std::vector<std::uint32_t> RanksOfSources(const BulkList<FailedAttempt>& attempts) {
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  std::vector<std::string_view> sources;  // by number
  std::vector<std::uint32_t> of(attempts.size());
  for (std::size_t i = 0; i < attempts.size(); ++i) {
    const SharedText& source = attempts[i].source;
    if (i > 0 && source == attempts[i - 1].source) {
      of[i] = of[i - 1];
      continue;
    }
    const auto next = static_cast<std::uint32_t>(sources.size());
    const auto [known, added] = numbers.try_emplace(source, next);
    if (added) sources.push_back(source);
    of[i] = known->second;
  }
  std::vector<std::uint32_t> order(sources.size()), ranks(sources.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t x, std::uint32_t y) { return sources[x] < sources[y]; });
  for (std::size_t rank = 0; rank < order.size(); ++rank)
    ranks[order[rank]] = static_cast<std::uint32_t>(rank);
  for (std::uint32_t& number : of) number = ranks[number];
  return of;
}

struct Guess {
  Index boot;
  std::uint32_t source;  // rank
  FileTime time;
  std::uint32_t number;  // among the attempts
  friend bool operator<(const Guess& a, const Guess& b) {
    return std::tie(a.boot, a.source, a.time, a.number) <
           std::tie(b.boot, b.source, b.time, b.number);
  }
};

// By boot, source and time.
std::vector<Guess> BySource(const BulkList<FailedAttempt>& attempts) {
  const std::vector<std::uint32_t> ranks = RanksOfSources(attempts);
  std::vector<Guess> guesses;
  guesses.reserve(attempts.size());
  for (std::size_t i = 0; i < attempts.size(); ++i)
    if (attempts[i].guessed)
      guesses.push_back(
          {attempts[i].boot, ranks[i], attempts[i].time, static_cast<std::uint32_t>(i)});
  SortRuns(std::span(guesses), std::less<>());
  return guesses;
}

}  // namespace

std::vector<AttemptGroup> FindCampaigns(const BulkList<FailedAttempt>& attempts,
                                        const AccessTable& access) {
  std::vector<Campaign> campaigns;
  for (const Guess& guess : BySource(attempts)) {
    const FailedAttempt& attempt = attempts[guess.number];
    if (campaigns.empty() || !GoesOn(campaigns.back(), attempt))
      campaigns.push_back(Begin(attempt));
    Campaign& open = campaigns.back();
    open.group.last_time = attempt.time;
    ++open.group.count;
    const std::string_view user = attempt.user.name;
    if (!user.empty()) open.users[user.data()] = user;
    ++open.statuses[attempt.status];
  }
  if (campaigns.empty()) return {};
  TimeIndex starts;
  for (Index s = 0; s < access.size(); ++s)
    if (access.at(s).start_time) starts.Add(access.at(s).boot, *access.at(s).start_time, s);
  starts.Sort();
  std::vector<AttemptGroup> groups;
  for (Campaign& campaign : campaigns) {
    AttemptGroup& group = campaign.group;
    std::vector<std::string_view> users;
    for (const auto& [place, user] : campaign.users) users.push_back(user);
    std::sort(users.begin(), users.end());
    group.users.assign(users.begin(), std::unique(users.begin(), users.end()));
    group.statuses.assign(campaign.statuses.begin(), campaign.statuses.end());
    std::erase(group.sources, std::string());
    group.first_success = FirstSuccess(group, access, starts);
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace logonloom
