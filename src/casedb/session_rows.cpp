#include "casedb/session_rows.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/code_points.h"
#include "base/text.h"
#include "casedb/rows.h"
#include "model/well_known_sids.h"

namespace logonloom {
namespace {

std::string JsonList(const std::vector<std::string>& texts) {
  return nlohmann::json(texts).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string JsonHistogram(const std::vector<std::pair<std::uint32_t, std::int64_t>>& statuses) {
  nlohmann::ordered_json histogram = nlohmann::ordered_json::object();
  for (const auto& [status, count] : statuses)  // RdpCoreTS 140 and sshd tell none
    histogram[status == 0 ? "unknown" : HexText(status)] = count;
  return histogram.dump();
}

void PutUser(Row& row, const User& user) {
  row.Text(user.name).Text(user.domain).Text(user.sid);
}

void PutEnd(Row& row, const SessionEnd& end) {
  row.Time(end.time).Time(end.lower).Time(end.upper).Text(Word(end.reason)).Text(Word(end.basis));
}

void WriteLocalSessions(SQLite::Database& db, const Correlation& c) {
  InsertEach(db, "local_session", c.local_sessions,
             [](Row& row, std::int64_t id, const LocalSession& s) {
               row.Number(id).Reference(s.host).Reference(s.boot);
               row.Number(s.ts_session_id).Number(s.use_number);
               PutUser(row, s.user);
               row.Time(s.start_time);
               PutEnd(row, s.end);
               row.Number(s.connects).Reference(s.logon_session);
             });
}

void WriteAccessSessions(SQLite::Database& db, const Correlation& c,
                         const std::vector<std::int64_t>& activity_count) {
  InsertCounted(db, "access_session", c.access_sessions.size(), [&](Row& row, std::size_t i) {
    const AccessSession& s = c.access_sessions[i];
    row.Number(static_cast<std::int64_t>(i) + 1).Text(s.key).Reference(s.host).Reference(s.boot);
    PutUser(row, s.user);
    row.Text(Word(s.account_class)).Text(Word(s.kind)).Text(Word(s.outcome));
    row.Time(s.attempt_time).Time(s.start_time);
    PutEnd(row, s.end);
    row.Text(s.source_ip).NumberOrNull(s.source_port).Text(s.source_zone).Text(s.source_host);
    row.Number(s.is_local).Number(s.logon_type).Text(s.auth_package).Reference(s.logon_session);
    row.Number(s.elevated).Reference(s.local_session).Number(s.ts_session_id);
    row.Reference(s.reconnect_of).Reference(s.superseded_by);
    row.Number(s.failures).Number(s.lock_count).Number(activity_count[i]).Text(s.connection_id);
    s.duration ? row.Number(s.duration->count) : row.Null();
    row.Text(s.unseen);
    row.Real(s.confidence).Real(s.begin_confidence).Real(s.end.confidence);
  });
}

// Each set of privileges once.
void WritePrivileges(SQLite::Database& db, const BulkList<LogonSession>& logons) {
  std::map<std::vector<std::string_view>, std::int64_t> numbers;
  std::vector<std::pair<std::int64_t, std::string>> privileges;  // set and member
  const auto number_of = [&](const std::vector<std::string_view>& set) {
    const auto [known, added] =
        numbers.try_emplace(set, static_cast<std::int64_t>(numbers.size()) + 1);
    std::set<std::string> names;
    for (const std::string_view name : added ? known->first : std::vector<std::string_view>())
      if (const auto [place, is_new] = names.insert(AsValidUtf8(name)); is_new)
        privileges.emplace_back(known->second, *place);
    return known->second;
  };
  InsertEach(db, "logon_privileges", logons,
             [&](Row& row, std::int64_t id, const LogonSession& s) {
               if (s.privileges.empty()) return false;
               row.Number(id).Number(number_of(s.privileges));
               return true;
             });
  InsertEach(db, "privilege", privileges, [](Row& row, std::int64_t, const auto& privilege) {
    row.Number(privilege.first).Text(privilege.second);
  });
}

void WriteGroups(SQLite::Database& db, const BulkList<LogonSession>& logons) {
  std::size_t logon = 0, group = 0;
  InsertRows(db, "token_group", [&](Row& row) {
    for (; logon < logons.size(); ++logon, group = 0) {
      const std::vector<TokenGroup>& groups = logons[logon].groups;
      while (group < groups.size() && !IsValidUtf8(groups[group].sid)) ++group;  // no SIDs
      if (group == groups.size()) continue;
      const TokenGroup& g = groups[group++];
      row.Number(static_cast<std::int64_t>(logon) + 1).Text(g.sid);
      row.Text(std::string(WellKnownSidName(g.sid))).Number(g.special);
      return true;
    }
    return false;
  });
}

void WriteLogonSessions(SQLite::Database& db, const Correlation& c) {
  InsertEach(db, "logon_session", c.logon_sessions,
             [](Row& row, std::int64_t id, const LogonSession& s) {
    row.Number(id).Text(s.key).Reference(s.host).Reference(s.boot);
    row.Number(static_cast<std::int64_t>(s.logon_id));
    PutUser(row, s.user);
    row.Text(Word(s.account_class)).Number(s.logon_type).Text(Word(s.purpose));
    row.Time(s.start_time).Text(Word(s.start_basis));
    PutEnd(row, s.end);
    row.Reference(s.linked).Text(Word(s.linked_basis)).Number(s.elevated).Reference(s.parent);
    row.Reference(s.access_session).Reference(s.local_session);
    row.Text(s.source_ip).NumberOrNull(s.source_port).Text(s.source_host);
    row.Text(s.auth_package).Text(s.lm_package);
    s.start_basis == StartBasis::kLogonEvent ? row.Number(s.key_length) : row.Null();
    row.Text(s.logon_process).NumberOrNull(s.process_id).Text(s.process_name).Text(s.logon_guid);
    row.Text(s.restricted_admin).Number(s.virtual_account).Text(s.impersonation_level);
    row.Text(s.outbound.name).Text(s.outbound.domain).Real(s.confidence);
  });
  WritePrivileges(db, c.logon_sessions);
  WriteGroups(db, c.logon_sessions);
}

// Machines are told apart by their name in the views; a log may name one like our own makeshift.
class HostNames {
 public:
  std::string Distinct(const std::string& wanted) {
    const std::string base = wanted.empty() ? "(unknown)" : AsValidUtf8(wanted);
    std::string name = base;
    for (int n = 2; !taken_.insert(name).second; ++n) name = base + " (" + std::to_string(n) + ")";
    return name;
  }

 private:
  std::set<std::string> taken_;
};

// What a log can show, for people who do not know the channels.
std::string_view CanTell(std::string_view channel) {
  if (channel == "Security") return "logons, failures, logoffs, processes and shares, as audited";
  if (channel == "System") return "boots, shutdowns, desktop logons by SID, service installs";
  if (channel.find("LocalSessionManager") != std::string_view::npos)
    return "desktop logons, disconnects, reconnects, logoffs, client addresses";
  if (channel.find("RemoteConnectionManager") != std::string_view::npos)
    return "RDP connections and network authentications";
  if (channel.find("RdpCoreTS") != std::string_view::npos ||
      channel.find("RdpCoreCDV") != std::string_view::npos)
    return "RDP connections with address and port, bad passwords, disconnect reasons";
  if (channel.find("Sysmon") != std::string_view::npos) return "processes with logon sessions";
  return {};
}

}  // namespace

void WriteHostsAndBoots(SQLite::Database& db, const Correlation& c) {
  HostNames names;
  std::vector<std::pair<Index, Index>> events(c.hosts.size(), {kNone, kNone});  // first and last
  for (std::size_t i = 0; i < c.places.size(); ++i) {
    auto& [first, last] = events[static_cast<std::size_t>(c.places[i].host)];
    last = static_cast<Index>(i);
    if (first == kNone) first = last;
  }
  InsertEach(db, "host", c.hosts, [&](Row& row, std::int64_t id, const Host& h) {
    const auto& [first, last] = events[static_cast<std::size_t>(id - 1)];
    row.Number(id).Text(names.Distinct(h.name));
    h.aliases.empty() ? row.Null() : row.Text(JsonList(h.aliases));
    row.Text(h.domain).Text(h.os_hint).Text(h.machine_sid).Time(h.first_time).Time(h.last_time);
    row.Reference(first).Reference(last);
  });
  InsertEach(db, "boot", c.boots, [](Row& row, std::int64_t id, const Boot& b) {
    row.Number(id).Reference(b.host).Number(b.number);
    row.Time(b.start_time).Text(Word(b.start_basis)).Time(b.end_time).Text(Word(b.end_basis));
    row.Number(b.clean).Text(b.boot_key).Time(b.first_time).Time(b.last_time).Number(b.adjacent);
  });
}

void WriteSessions(SQLite::Database& db, const Correlation& c,
                   const std::vector<std::int64_t>& activity_count) {
  WriteLocalSessions(db, c);
  WriteAccessSessions(db, c, activity_count);
  WriteLogonSessions(db, c);
}

void WriteAttemptsLinksAndGaps(SQLite::Database& db, const Correlation& c,
                               const BulkList<LinkProcesses>& processes) {
  InsertEach(db, "attempt_group", c.attempt_groups,
             [](Row& row, std::int64_t id, const AttemptGroup& g) {
               row.Number(id).Reference(g.host).Reference(g.boot);
               row.Text(JsonList(g.users)).Text(JsonList(g.sources));
               row.Time(g.first_time).Time(g.last_time).Number(g.count);
               row.Number(static_cast<std::int64_t>(g.users.size()));
               row.Number(static_cast<std::int64_t>(g.sources.size()));
               row.Text(JsonHistogram(g.statuses)).Reference(g.first_success);
             });
  InsertCounted(db, "link", c.links.size(), [&](Row& row, std::size_t i) {
    const Link& k = c.links[i];
    const LinkProcesses ends = i < processes.size() ? processes[i] : LinkProcesses();
    row.Reference(k.from_host).Reference(k.from_logon_session).Reference(k.to_host);
    row.Reference(k.to_logon_session).Reference(k.to_access_session);
    row.Text(k.kind).Text(k.basis).Time(k.time);
    k.clock_skew_seconds ? row.Real(*k.clock_skew_seconds) : row.Null();
    row.Real(k.confidence).Number(k.ambiguous ? 1 : 0).Reference(ends.from).Reference(ends.to);
  });
  InsertEach(db, "gap", c.gaps, [](Row& row, std::int64_t, const Gap& g) {
    row.Reference(g.host).Text(g.channel.empty() ? "(unknown)" : std::string_view(g.channel));
    row.Text(Word(g.kind)).Time(g.from_time).Time(g.to_time);
    row.Number(g.from_record_id).Number(g.to_record_id).Reference(g.event);
  });
  InsertEach(db, "channel_statistics", c.channels,
             [](Row& row, std::int64_t, const ChannelStatistics& s) {
               row.Reference(s.host);
               row.Text(s.channel.empty() ? "(unknown)" : std::string_view(s.channel));
               row.Time(s.first_time).Time(s.last_time);
               row.Number(static_cast<std::int64_t>(s.first_record_id));
               row.Number(static_cast<std::int64_t>(s.last_record_id));
               row.Number(static_cast<std::int64_t>(s.records));
               row.Number(static_cast<std::int64_t>(s.missing_record_ids)).Text(CanTell(s.channel));
             });
}

}  // namespace logonloom
