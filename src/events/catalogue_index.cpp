#include "events/catalogue_index.h"

#include "base/text.h"

namespace logonloom {
namespace {

constexpr std::size_t kUnlistedPlans = 64;
constexpr std::string_view kForwarded = "ForwardedEvents";

}  // namespace

CatalogueIndex::CatalogueIndex() {
  for (const std::span<const LogFamily> group : Catalogue()) {
    for (const LogFamily& family : group) {
      auto plans = std::make_unique<FamilyPlans>();
      plans->family = &family;
      for (const CatalogueEntry& entry : family.entries)
        plans->by_id[entry.event_id].push_back(
            {entry.versions, {entry.kind, false, FieldLayout(entry.fields, family.fields)}});
      if (family.keeps_events_with_logon_id)
        plans->unlisted.assign(kUnlistedPlans,
                               {EventKind::kActivity, true, FieldLayout({}, family.fields)});
      families_[ToLower(family.provider)].push_back(std::move(plans));
    }
  }
}

EventPlan* CatalogueIndex::Find(const SystemProperties& system) {
  if (system.provider != last_provider_ || system.channel != last_channel_) {
    last_family_ = FindFamily(system.provider, system.channel);
    last_provider_ = system.provider;
    last_channel_ = system.channel;
  }
  if (last_family_ != nullptr) return PlanOf(*last_family_, system);
  return EqualsIgnoreCase(system.channel, kForwarded) ? FindForwarded(system) : nullptr;
}

EventPlan* CatalogueIndex::PlanOf(FamilyPlans& family, const SystemProperties& system) {
  const auto listed = family.by_id.find(system.event_id);
  if (listed != family.by_id.end())
    for (VersionPlan& candidate : listed->second)
      if (candidate.versions.Has(system.version)) return &candidate.plan;
  if (family.unlisted.empty()) return nullptr;
  return &family.unlisted[system.event_id % kUnlistedPlans];
}

// Collectors keep the channel that an event was written to; where one has put its own, the event
// itself tells.
EventPlan* CatalogueIndex::FindForwarded(const SystemProperties& system) {
  const auto candidates = families_.find(ToLower(system.provider));
  if (candidates == families_.end()) return nullptr;
  for (const auto& candidate : candidates->second)
    if (EventPlan* plan = PlanOf(*candidate, system)) return plan;
  return nullptr;
}

CatalogueIndex::FamilyPlans* CatalogueIndex::FindFamily(std::string_view provider,
                                                        std::string_view channel) {
  const auto candidates = families_.find(ToLower(provider));
  if (candidates == families_.end()) return nullptr;
  for (const auto& candidate : candidates->second)
    if (candidate->family->channel.empty() || EqualsIgnoreCase(candidate->family->channel, channel))
      return candidate.get();
  return nullptr;
}

}  // namespace logonloom
