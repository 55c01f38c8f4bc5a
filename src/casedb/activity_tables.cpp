#include "casedb/activity_tables.h"

#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "casedb/decoded_values.h"
#include "casedb/rows.h"

namespace logonloom {
namespace {

void WriteProcesses(SQLite::Database& db, const Activity& activity) {
  InsertEach(db, "process", activity.processes, [](Row& row, std::int64_t id, const Process& p) {
    row.Number(id).Text(p.key).Reference(p.host).Reference(p.boot);
    row.Number(static_cast<std::int64_t>(p.process_id)).Reference(p.parent).Text(p.image);
    row.Text(p.command_line).Time(p.start_time).Time(p.end_time).Number(p.exit_status);
    row.Reference(p.logon_session).Reference(p.creator_logon_session);
    row.Reference(p.planner_logon_session).Text(p.token_elevation).Text(p.integrity).Text(p.guid);
    row.Reference(p.first_event);
  });
}

// What a pipe is known for; the rights of the directory that were used, each once.
std::string KnownAs(const ObjectAccess& a) {
  std::string rights;
  std::set<std::string_view> told;
  for (const Symbol properties : a.properties)
    for (const std::string_view right : DirectoryRights(properties.view()))
      if (told.insert(right).second) rights += (rights.empty() ? "" : "; ") + std::string(right);
  if (a.kind != "pipe") return rights;
  // Behind «\\*\IPC$\».
  const std::string_view object = a.object;
  const std::size_t share = object.find("$\\");
  return share == std::string_view::npos ? std::string()
                                         : std::string(PipeMeaning(object.substr(share + 2)));
}

// Few masks come with many objects.
class KnownMasks {
 public:
  const std::string& NamesOf(const ObjectAccess& a) {
    const auto [known, added] =
        names_.try_emplace(std::tuple(a.kind, a.object_type.view(), a.access_mask));
    if (added) known->second = AccessNames(a.kind, a.object_type, a.access_mask);
    return known->second;
  }

 private:
  std::map<std::tuple<std::string_view, std::string_view, std::uint32_t>, std::string> names_;
};

void WriteAccesses(SQLite::Database& db, const Activity& activity) {
  KnownMasks masks;
  InsertEach(db, "object_access", activity.accesses,
             [&](Row& row, std::int64_t id, const ObjectAccess& a) {
               row.Number(id).Reference(a.host).Reference(a.boot).Text(a.kind);
               row.Reference(a.logon_session).Reference(a.access_session).Text(a.source_ip);
               row.Text(a.object).Text(a.object_type).Number(a.access_mask).Text(masks.NamesOf(a));
               row.Text(KnownAs(a)).NumberOrNull(a.process_id).Text(a.process_name);
               row.Time(a.first_time).Time(a.last_time).Number(a.count);
               row.Number(a.closed ? 1 : 0).Number(a.deleted ? 1 : 0);
             });
}

}  // namespace

void WriteActivityTables(SQLite::Database& db, const Activity& activity) {
  WriteProcesses(db, activity);
  WriteAccesses(db, activity);
  InsertEach(db, "host_address", activity.addresses,
             [](Row& row, std::int64_t, const HostAddress& a) {
               row.Reference(a.host).Text(a.name).Text(a.address).Text(a.basis);
               row.Time(a.first_time).Time(a.last_time).Number(a.records);
             });
  InsertEach(db, "clock_skew", activity.skews, [](Row& row, std::int64_t, const ClockSkew& s) {
    row.Reference(s.from_host).Reference(s.to_host).Real(s.seconds).Number(s.samples);
  });
}

void WriteDecodedValues(SQLite::Database& db) {
  for (const auto values : {AuthenticationValues(), AccessValues(), AccountValues()})
    InsertEach(db, "decoded_values", values, [](Row& row, std::int64_t, const DecodedValue& v) {
      row.Text(v.name).Text(v.value).Text(v.meaning).Number(ParseUnsigned(v.value));
    });
}

}  // namespace logonloom
