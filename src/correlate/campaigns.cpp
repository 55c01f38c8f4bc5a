#include "correlate/campaigns.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "correlate/time_index.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

Index FirstSuccess(const AttemptGroup& group, const AccessTable& access, const TimeIndex& starts) {
  for (const TimeIndex::Entry& entry :
       starts.Between(group.boot, group.first_time, group.last_time + kAttemptPause)) {
    const AccessSession& session = access.at(entry.value);
    if (session.account_class != AccountClass::kUser) continue;  // nobody guessed a password
    const bool same_source =
        std::any_of(group.sources.begin(), group.sources.end(), [&](const std::string& source) {
          return source == session.source_ip || source == ToLower(session.source_host);
        });
    if (same_source) return entry.value;
  }
  return kNone;
}

struct Campaign {
  AttemptGroup group;
  std::unordered_set<std::string_view> users;
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

// Places of the sources when sorted: most attempts come from few.
std::unordered_map<std::string_view, std::size_t> RanksOfSources(
    const std::vector<FailedAttempt>& attempts) {
  std::unordered_map<std::string_view, std::size_t> ranks;
  for (const FailedAttempt& attempt : attempts) ranks.try_emplace(attempt.source, 0);
  std::vector<std::string_view> sources;
  for (const auto& [source, rank] : ranks) sources.push_back(source);
  std::sort(sources.begin(), sources.end());
  for (std::size_t i = 0; i < sources.size(); ++i) ranks[sources[i]] = i;
  return ranks;
}

// Numbers of the guesses by boot, source and time.
std::vector<std::size_t> BySource(const std::vector<FailedAttempt>& attempts) {
  const auto ranks = RanksOfSources(attempts);
  std::vector<std::tuple<Index, std::size_t, FileTime, std::size_t>> sorted;
  sorted.reserve(attempts.size());
  for (std::size_t i = 0; i < attempts.size(); ++i)
    if (attempts[i].guessed)
      sorted.emplace_back(attempts[i].boot, ranks.at(attempts[i].source), attempts[i].time, i);
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::size_t> numbers;
  numbers.reserve(sorted.size());
  for (const auto& entry : sorted) numbers.push_back(std::get<3>(entry));
  return numbers;
}

}  // namespace

std::vector<AttemptGroup> FindCampaigns(const std::vector<FailedAttempt>& attempts,
                                        const AccessTable& access) {
  std::vector<Campaign> campaigns;
  for (const std::size_t number : BySource(attempts)) {
    const FailedAttempt& attempt = attempts[number];
    if (campaigns.empty() || !GoesOn(campaigns.back(), attempt))
      campaigns.push_back(Begin(attempt));
    Campaign& open = campaigns.back();
    open.group.last_time = attempt.time;
    ++open.group.count;
    if (!attempt.user.name.empty()) open.users.insert(attempt.user.name);
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
    group.users.assign(campaign.users.begin(), campaign.users.end());
    std::sort(group.users.begin(), group.users.end());
    group.statuses.assign(campaign.statuses.begin(), campaign.statuses.end());
    std::erase(group.sources, std::string());
    group.first_success = FirstSuccess(group, access, starts);
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace logonloom
