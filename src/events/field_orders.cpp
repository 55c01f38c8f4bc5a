#include "events/field_orders.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace logonloom {
namespace {

constexpr std::array<std::string_view, 4> kSubject = {"SubjectUserSid", "SubjectUserName",
                                                      "SubjectDomainName", "SubjectLogonId"};
constexpr std::array<std::string_view, 4> kTarget = {"TargetUserSid", "TargetUserName",
                                                     "TargetDomainName", "TargetLogonId"};

std::vector<std::string_view> NamesOf(std::string_view list) {
  std::vector<std::string_view> names;
  while (!list.empty()) {
    const std::string_view word = list.substr(0, list.find(' '));
    list.remove_prefix(std::min(word.size() + 1, list.size()));
    if (word == "Subject*") {
      names.insert(names.end(), kSubject.begin(), kSubject.end());
    } else if (word == "Target*") {
      names.insert(names.end(), kTarget.begin(), kTarget.end());
    } else {
      names.push_back(word == "Data" ? std::string_view() : word);
    }
  }
  return names;
}

std::vector<ProviderOrders> AllProviders() {
  constexpr std::string_view kAuditing = "Microsoft-Windows-Security-Auditing";
  std::vector<ProviderOrders> all = {{kAuditing, Section::kEventData, LogonFieldOrders()},
                                     {kAuditing, Section::kEventData, AccountFieldOrders()},
                                     {kAuditing, Section::kEventData, PolicyFieldOrders()}};
  for (const auto group : {SystemFieldOrders(), RemoteFieldOrders()})
    all.insert(all.end(), group.begin(), group.end());
  return all;
}

std::vector<Field> Named(const Record& record, Section section,
                         const std::vector<std::string_view>& names) {
  std::vector<Field> fields(record.fields.begin(), record.fields.end());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    fields[i].section = section;
    fields[i].name = names[i];
  }
  return fields;
}

}  // namespace

bool IsNameless(const Record& record) {
  return !record.complete && !record.fields.empty() &&
         std::all_of(record.fields.begin(), record.fields.end(), [](const Field& field) {
           return field.section == Section::kOther && field.name.empty();
         });
}

std::vector<Field> NamedFields(const Record& record) {
  static const std::vector<ProviderOrders> kProviders = AllProviders();
  const SystemProperties& system = record.system;
  for (const ProviderOrders& provider : kProviders) {
    if (!EqualsIgnoreCase(provider.provider, system.provider)) continue;
    for (const FieldOrder& order : provider.orders) {
      if (order.event_id != system.event_id || !order.versions.Has(system.version)) continue;
      const auto names = NamesOf(order.names);
      if (names.size() == record.fields.size()) return Named(record, provider.section, names);
    }
  }
  return {};
}

}  // namespace logonloom
