#include "casedb/session_rows.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "casedb/inserter.h"
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

void BindUser(Inserter& row, const User& user) {
  row.Text(user.name).Text(user.domain).Text(user.sid);
}

void BindEnd(Inserter& row, const SessionEnd& end) {
  row.Time(end.time).Time(end.lower).Time(end.upper).Text(Word(end.reason)).Text(Word(end.basis));
}

void WriteLocalSessions(SQLite::Database& db, const Correlation& c) {
  Inserter row(db, "local_session");
  for (std::size_t i = 0; i < c.local_sessions.size(); ++i) {
    const LocalSession& s = c.local_sessions[i];
    row.Number(static_cast<std::int64_t>(i) + 1).Reference(s.host).Reference(s.boot);
    row.Number(s.ts_session_id).Number(s.use_number);
    BindUser(row, s.user);
    row.Time(s.start_time);
    BindEnd(row, s.end);
    row.Number(s.connects).Reference(s.logon_session).Run();
  }
}

void WriteAccessSessions(SQLite::Database& db, const Correlation& c,
                         const std::vector<std::int64_t>& activity_count) {
  Inserter row(db, "access_session");
  for (std::size_t i = 0; i < c.access_sessions.size(); ++i) {
    const AccessSession& s = c.access_sessions[i];
    row.Number(static_cast<std::int64_t>(i) + 1).Text(s.key).Reference(s.host).Reference(s.boot);
    BindUser(row, s.user);
    row.Text(Word(s.account_class)).Text(Word(s.kind)).Text(Word(s.outcome));
    row.Time(s.attempt_time).Time(s.start_time);
    BindEnd(row, s.end);
    row.Text(s.source_ip).NumberOrNull(s.source_port).Text(s.source_zone).Text(s.source_host);
    row.Number(s.is_local).Number(s.logon_type).Text(s.auth_package).Reference(s.logon_session);
    row.Number(s.elevated).Reference(s.local_session).Number(s.ts_session_id);
    row.Reference(s.reconnect_of).Reference(s.superseded_by);
    row.Number(s.failures).Number(s.lock_count).Number(activity_count[i]).Text(s.connection_id);
    s.duration ? row.Number(s.duration->count) : row.Null();
    row.Text(s.unseen);
    row.Real(s.confidence).Real(s.begin_confidence).Real(s.end.confidence).Run();
  }
}

// Each set of privileges once.
class PrivilegeWriter {
 public:
  explicit PrivilegeWriter(SQLite::Database& db)
      : of_logon_(db, "logon_privileges"), privilege_(db, "privilege") {}

  void Write(std::int64_t logon_session_id, const std::vector<std::string>& privileges) {
    if (privileges.empty()) return;
    const auto [set, added] =
        sets_.try_emplace(privileges, static_cast<std::int64_t>(sets_.size()) + 1);
    if (added)
      for (const std::string& name : privileges) privilege_.Number(set->second).Text(name).Run();
    of_logon_.Number(logon_session_id).Number(set->second).Run();
  }

 private:
  Inserter of_logon_, privilege_;
  std::map<std::vector<std::string>, std::int64_t> sets_;
};

void WriteLogonSessions(SQLite::Database& db, const Correlation& c) {
  Inserter row(db, "logon_session");
  PrivilegeWriter privileges(db);
  Inserter group(db, "token_group");
  for (std::size_t i = 0; i < c.logon_sessions.size(); ++i) {
    const LogonSession& s = c.logon_sessions[i];
    row.Number(static_cast<std::int64_t>(i) + 1).Text(s.key).Reference(s.host).Reference(s.boot);
    row.Number(static_cast<std::int64_t>(s.logon_id));
    BindUser(row, s.user);
    row.Text(Word(s.account_class)).Number(s.logon_type).Text(Word(s.purpose));
    row.Time(s.start_time).Text(Word(s.start_basis));
    BindEnd(row, s.end);
    row.Reference(s.linked).Text(Word(s.linked_basis)).Number(s.elevated).Reference(s.parent);
    row.Reference(s.access_session).Reference(s.local_session);
    row.Text(s.source_ip).NumberOrNull(s.source_port).Text(s.source_host);
    row.Text(s.auth_package).Text(s.lm_package);
    s.start_basis == StartBasis::kLogonEvent ? row.Number(s.key_length) : row.Null();
    row.Text(s.logon_process).NumberOrNull(s.process_id).Text(s.process_name).Text(s.logon_guid);
    row.Text(s.restricted_admin).Number(s.virtual_account).Text(s.impersonation_level);
    row.Text(s.outbound.name).Text(s.outbound.domain).Real(s.confidence).Run();
    privileges.Write(static_cast<std::int64_t>(i) + 1, s.privileges);
    for (const TokenGroup& g : s.groups)
      group.Number(static_cast<std::int64_t>(i) + 1)
          .Text(g.sid)
          .Text(std::string(WellKnownSidName(g.sid)))
          .Number(g.special)
          .Run();
  }
}

// Machines are told apart by their name in the views; a log may name one like our own makeshift.
class HostNames {
 public:
  std::string Distinct(const std::string& wanted) {
    const std::string base = wanted.empty() ? "(unknown)" : wanted;
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
  if (channel.find("RdpCoreTS") != std::string_view::npos)
    return "RDP connections with address and port, bad passwords, disconnect reasons";
  if (channel.find("Sysmon") != std::string_view::npos) return "processes with logon sessions";
  return {};
}

}  // namespace

void WriteHostsAndBoots(SQLite::Database& db, const Correlation& c) {
  Inserter host(db, "host");
  HostNames names;
  for (std::size_t i = 0; i < c.hosts.size(); ++i) {
    const Host& h = c.hosts[i];
    host.Number(static_cast<std::int64_t>(i) + 1).Text(names.Distinct(h.name));
    h.aliases.empty() ? host.Null() : host.Text(JsonList(h.aliases));
    host.Text(h.domain).Text(h.os_hint).Text(h.machine_sid).Time(h.first_time).Time(h.last_time);
    host.Run();
  }
  Inserter boot(db, "boot");
  for (std::size_t i = 0; i < c.boots.size(); ++i) {
    const Boot& b = c.boots[i];
    boot.Number(static_cast<std::int64_t>(i) + 1).Reference(b.host).Number(b.number);
    boot.Time(b.start_time).Text(Word(b.start_basis)).Time(b.end_time).Text(Word(b.end_basis));
    boot.Number(b.clean).Text(b.boot_key).Run();
  }
}

void WriteSessions(SQLite::Database& db, const Correlation& c,
                   const std::vector<std::int64_t>& activity_count) {
  WriteLocalSessions(db, c);
  WriteAccessSessions(db, c, activity_count);
  WriteLogonSessions(db, c);
}

void WriteAttemptsLinksAndGaps(SQLite::Database& db, const Correlation& c,
                               const std::vector<LinkProcesses>& processes) {
  Inserter group(db, "attempt_group");
  for (std::size_t i = 0; i < c.attempt_groups.size(); ++i) {
    const AttemptGroup& g = c.attempt_groups[i];
    group.Number(static_cast<std::int64_t>(i) + 1).Reference(g.host).Reference(g.boot);
    group.Text(JsonList(g.users)).Text(JsonList(g.sources)).Time(g.first_time).Time(g.last_time);
    group.Number(g.count).Number(static_cast<std::int64_t>(g.users.size()));
    group.Number(static_cast<std::int64_t>(g.sources.size())).Text(JsonHistogram(g.statuses));
    group.Reference(g.first_success).Run();
  }
  Inserter link(db, "link");
  for (std::size_t i = 0; i < c.links.size(); ++i) {
    const Link& k = c.links[i];
    const LinkProcesses ends = i < processes.size() ? processes[i] : LinkProcesses();
    link.Reference(k.from_host).Reference(k.from_logon_session).Reference(k.to_host);
    link.Reference(k.to_logon_session).Reference(k.to_access_session).Text(k.kind).Text(k.basis).Time(k.time);
    k.clock_skew_seconds ? link.Real(*k.clock_skew_seconds) : link.Null();
    link.Real(k.confidence).Number(k.ambiguous ? 1 : 0).Reference(ends.from).Reference(ends.to);
    link.Run();
  }
  Inserter gap(db, "gap");
  for (const Gap& g : c.gaps) {
    gap.Reference(g.host).Text(g.channel.empty() ? "(unknown)" : g.channel).Text(Word(g.kind));
    gap.Time(g.from_time).Time(g.to_time).Number(g.from_record_id).Number(g.to_record_id);
    gap.Reference(g.event).Run();
  }
  Inserter channel(db, "channel_statistics");
  for (const ChannelStatistics& s : c.channels) {
    channel.Reference(s.host).Text(s.channel.empty() ? "(unknown)" : s.channel);
    channel.Time(s.first_time).Time(s.last_time);
    channel.Number(static_cast<std::int64_t>(s.first_record_id));
    channel.Number(static_cast<std::int64_t>(s.last_record_id));
    channel.Number(static_cast<std::int64_t>(s.records));
    channel.Number(static_cast<std::int64_t>(s.missing_record_ids)).Text(CanTell(s.channel)).Run();
  }
}

}  // namespace logonloom
