#include "correlate/campaigns.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

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
  std::set<std::string> users;
  std::map<std::uint32_t, std::int64_t> statuses;
};

Campaign Begin(const FailedAttempt& attempt) {
  Campaign campaign;
  campaign.group.host = kThisMachine;
  campaign.group.boot = attempt.boot;
  campaign.group.sources = {attempt.source};
  campaign.group.first_time = attempt.time;
  return campaign;
}

bool GoesOn(const Campaign& campaign, const FailedAttempt& attempt) {
  return campaign.group.boot == attempt.boot && campaign.group.sources.front() == attempt.source &&
         attempt.time <= campaign.group.last_time + kAttemptPause;
}

std::vector<const FailedAttempt*> BySource(const std::vector<FailedAttempt>& attempts) {
  std::vector<const FailedAttempt*> sorted;
  for (const FailedAttempt& attempt : attempts)
    if (attempt.guessed) sorted.push_back(&attempt);
  std::stable_sort(
      sorted.begin(), sorted.end(), [](const FailedAttempt* a, const FailedAttempt* b) {
        return std::tie(a->boot, a->source, a->time) < std::tie(b->boot, b->source, b->time);
      });
  return sorted;
}

}  // namespace

std::vector<AttemptGroup> FindCampaigns(const std::vector<FailedAttempt>& attempts,
                                        const AccessTable& access) {
  std::vector<Campaign> campaigns;
  for (const FailedAttempt* attempt : BySource(attempts)) {
    if (campaigns.empty() || !GoesOn(campaigns.back(), *attempt))
      campaigns.push_back(Begin(*attempt));
    Campaign& open = campaigns.back();
    open.group.last_time = attempt->time;
    ++open.group.count;
    if (!attempt->user.name.empty()) open.users.insert(attempt->user.name);
    ++open.statuses[attempt->status];
  }
  TimeIndex starts;
  for (Index s = 0; s < access.size(); ++s)
    if (access.at(s).start_time) starts.Add(access.at(s).boot, *access.at(s).start_time, s);
  starts.Sort();
  std::vector<AttemptGroup> groups;
  for (Campaign& campaign : campaigns) {
    AttemptGroup& group = campaign.group;
    group.users.assign(campaign.users.begin(), campaign.users.end());
    group.statuses.assign(campaign.statuses.begin(), campaign.statuses.end());
    std::erase(group.sources, std::string());
    group.first_success = FirstSuccess(group, access, starts);
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace logonloom
