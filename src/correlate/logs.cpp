#include "correlate/logs.h"

#include <algorithm>

#include "base/flat_map.h"
#include "correlate/sysmon_logon_guid.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

struct LogName {
  Symbol computer, channel;
  std::int32_t file = -1;
  friend bool operator==(const LogName&, const LogName&) = default;
};

struct LogNameHash {
  std::size_t operator()(const LogName& name) const noexcept {
    const std::hash<Symbol> hash;
    return HashNumber(std::uint64_t{hash(name.computer)} << 32 | hash(name.channel),
                      static_cast<std::uint32_t>(name.file));
  }
};

struct DomainOfSidHash {
  std::size_t operator()(const DomainOfSid& key) const noexcept {
    const std::hash<Symbol> hash;
    return std::uint64_t{hash(key.sid)} << 32 | hash(key.domain);
  }
};

// LSA calls SYSTEM by the machine's account, whoever forwards the record.
bool IsMachineItself(const Event& e) {
  return e.subject_logon_id == kSystemLogonId && e.subject.sid.view() == "S-1-5-18" &&
         e.subject.name.view().ends_with('$');
}

class LogReader {
 public:
  Logs Run(std::span<const Event> events) {
    logs_.of.reserve(events.size());
    logs_.ids.reserve(events.size());
    LogName last;
    std::uint32_t number = 0;
    for (const Event& e : events) {
      const LogName name{e.computer, e.channel, e.source.file_index};
      if (logs_.all.empty() || !(name == last)) {  // events of one log mostly come in runs
        number = NumberOf(name, e);
        last = name;
      }
      Widen(logs_.all[number], e);
      NoteIdentity(number, e);
      logs_.of.push_back(number);
      logs_.ids.push_back(e.record_id);
    }
    return std::move(logs_);
  }

 private:
  struct Nothing {};
  struct Noted {
    FlatMap<DomainOfSid, Nothing, DomainOfSidHash> accounts;
    FlatMap<Symbol, Nothing> sysmon_logons;
    FlatMap<Symbol, Nothing> machine_accounts;
    bool is_sysmon = false;
  };

  std::uint32_t NumberOf(const LogName& name, const Event& first) {
    const auto [number, added] = numbers_.Add(name);
    if (!added) return number;
    number = static_cast<std::uint32_t>(logs_.all.size());
    logs_.all.push_back({name.computer, name.channel, name.file, first.record_id, first.record_id,
                         first.time, first.time, 0, {}, {}, {}, {}});
    noted_.emplace_back().is_sysmon = name.channel.view() == kSysmonChannel;
    return number;
  }

  void NoteIdentity(std::uint32_t number, const Event& e) {
    Noted& noted = noted_[number];
    for (const Account* account : {&e.subject, &e.target}) {
      if (account->domain.empty() || account->sid.empty()) continue;
      const DomainOfSid told{account->sid, account->domain};
      if (noted.accounts.Add(told).second) logs_.all[number].accounts.push_back(told);
    }
    if (IsMachineItself(e) && noted.machine_accounts.Add(e.subject.name).second)
      logs_.all[number].machine_accounts.push_back(e.subject.name);
    if (noted.is_sysmon && !e.logon_guid.empty() && noted.sysmon_logons.Add(e.logon_guid).second)
      logs_.all[number].sysmon_logons.push_back(e.logon_guid);
    if (TellsMaskedPerson(e)) logs_.all[number].masked_people.insert({e.target, true});
  }

  Logs logs_;
  std::vector<Noted> noted_;  // log → what is known of it
  FlatMap<LogName, std::uint32_t, LogNameHash> numbers_;
};

}  // namespace

void Widen(Log& log, const Event& e) {
  const bool first = log.count++ == 0;
  log.first_id = first ? e.record_id : std::min(log.first_id, e.record_id);
  log.last_id = first ? e.record_id : std::max(log.last_id, e.record_id);
  log.first_time = first ? e.time : std::min(log.first_time, e.time);
  log.last_time = first ? e.time : std::max(log.last_time, e.time);
}

Logs FindLogs(std::span<const Event> events) { return LogReader().Run(events); }

}  // namespace logonloom
