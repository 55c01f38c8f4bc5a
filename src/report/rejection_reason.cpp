#include "report/rejection_reason.h"

#include <fmt/format.h>

#include <optional>
#include <set>
#include <string_view>

#include "base/text.h"
#include "base/time.h"
#include "report/record_meaning.h"
#include "report/session_words.h"

namespace logonloom {
namespace {

// By what a rule joins a record to a session.
enum class Key { kLogonId, kDesktop, kConnection, kAttempt, kOther };

Key KeyOf(const RowCopy& record) {
  static const std::set<std::int64_t> attempts = {4625, 4768, 4771, 4772, 4776, 4777,
                                                  4820, 4821, 4822, 4823, 4824};
  const std::string channel = KindOfLog(record.Raw("channel"));
  const std::int64_t id = record.Integer("event_id").value_or(0);
  if (channel == "Security") return attempts.contains(id) ? Key::kAttempt : Key::kLogonId;
  if (channel == "LocalSessionManager" || (channel == "System" && (id == 7001 || id == 7002)))
    return Key::kDesktop;
  if (channel == "RdpCoreTS" || channel == "RemoteConnectionManager") return Key::kConnection;
  return Key::kOther;
}

bool Same(const RowCopy& a, const RowCopy& b, const char* column) {
  return !a.Raw(column).empty() && EqualsIgnoreCase(a.Raw(column), b.Raw(column));
}
bool Differ(const RowCopy& a, const RowCopy& b, const char* column) {
  return !a.Raw(column).empty() && !b.Raw(column).empty() && !Same(a, b, column);
}

// Seconds from the record to the begin of the session; negative behind it.
std::optional<std::int64_t> Ahead(const RowCopy& session, const RowCopy& candidate) {
  const auto begin = ParseTime(session.Raw("start_time").empty() ? session.Raw("attempt_time")
                                                                 : session.Raw("start_time"));
  const auto at = candidate.Integer("ticks");
  if (!begin || !at) return std::nullopt;
  return (begin->ticks - *at) / Seconds(1).count;
}

// The same desktop, but another of its visits.
std::string OfAnotherVisit(const RowCopy& session, const RowCopy& candidate) {
  const std::string other = candidate.Raw("owner_start"), own = session.Raw("start_time");
  const char* when = other.empty() || own.empty() ? "another visit to"
                     : other < own                ? "an earlier visit to"
                                                  : "a later visit to";
  return fmt::format("it is of {} the same desktop", when);
}

// What else sets them apart, the strongest first; empty if nothing does.
std::string OtherDifference(const RowCopy& session, const RowCopy& candidate) {
  if (Differ(session, candidate, "user_name")) return "another user, " + UserOf(candidate);
  if (Differ(session, candidate, "source_ip"))
    return "another address, " + candidate["source_ip"];
  if (Differ(session, candidate, "ts_session_id"))
    return "another desktop, number " + candidate["ts_session_id"];
  if (Differ(session, candidate, "kind")) return "another way in, " + candidate["kind"];
  return {};
}

std::string ByLogonId(const RowCopy& session, const RowCopy& candidate, bool begin) {
  const std::string id = candidate["logon_id"];
  const std::string purpose = candidate.Raw("purpose");
  if (Same(session, candidate, "logon_id")) return OfAnotherVisit(session, candidate);
  if (!id.empty() && EqualsIgnoreCase(id, session.Raw("linked_logon_id")))
    return fmt::format("it is of {}, the other half of the split token, which {}", id,
                       begin ? "is not the one of the desktop" : "ends by itself");
  const bool of_this = candidate.Raw("logon_serves") == session.Raw("session_id");
  if (of_this && purpose == "nla")
    return fmt::format("it is of {}, which only authenticated the connection", id);
  if (of_this && purpose == "unlock")
    return fmt::format("it is of {}, which only unlocked the desktop", id);
  if (of_this && purpose == "reconnect")
    return fmt::format("it is of {}, which only returned to the desktop", id);
  if (of_this) return fmt::format("it is of {}, a logon made during the session", id);
  const std::string difference = OtherDifference(session, candidate);
  if (id.empty() || session["logon_id"].empty())
    return difference.empty() ? "it names no logon id of this session" : difference;
  return fmt::format("another logon id, {}{}", id, difference.empty() ? "" : "; " + difference);
}

std::string ByDesktop(const RowCopy& session, const RowCopy& candidate) {
  if (Same(session, candidate, "local_session_id")) return OfAnotherVisit(session, candidate);
  if (Differ(session, candidate, "ts_session_id"))
    return fmt::format("it names desktop number {}, not {}", candidate["ts_session_id"],
                       session["ts_session_id"]);
  if (Differ(session, candidate, "local_session_id"))
    return fmt::format("it is of use {} of desktop number {}, this session of use {}",
                       candidate["use_number"], candidate["ts_session_id"], candidate["own_use"]);
  const std::string difference = OtherDifference(session, candidate);
  return difference.empty() ? "it names no desktop of this session" : difference;
}

std::string ByConnection(const RowCopy& session, const RowCopy& candidate) {
  if (Differ(session, candidate, "connection_id"))
    return fmt::format("another connection, ActivityID {}", candidate["connection_id"]);
  const std::string difference = OtherDifference(session, candidate);
  if (!difference.empty()) return difference;
  const auto ahead = Ahead(session, candidate);
  if (ahead && *ahead > kConnectionCounts)
    return fmt::format("it lies {} s ahead of the begin; a connection counts for {} s", *ahead,
                       kConnectionCounts);
  if (ahead && *ahead < 0) return "its connection came when the desktop had its own already";
  return "its connection led to no desktop";
}

std::string ByAttempt(const RowCopy& session, const RowCopy& candidate) {
  if (Differ(session, candidate, "connection_id"))
    return fmt::format("it failed on another connection, ActivityID {}",
                       candidate["connection_id"]);
  if (Differ(session, candidate, "user_name"))
    return fmt::format("another account failed, {}", UserOf(candidate));
  if (Differ(session, candidate, "source_ip"))
    return fmt::format("it failed from another address, {}", candidate["source_ip"]);
  const auto ahead = Ahead(session, candidate);
  if (ahead && *ahead < 0) return "it failed behind the begin; failures count ahead of it";
  if (ahead && *ahead > kFailureCounts)
    return fmt::format("it failed {} s ahead of the begin; failures count for {} s", *ahead,
                       kFailureCounts);
  const std::string difference = OtherDifference(session, candidate);
  return difference.empty() ? "its account or source is not recorded" : difference;
}

}  // namespace

std::string RejectionReason(const RowCopy& session, const RowCopy& candidate, bool begin) {
  if (Differ(session, candidate, "boot_id"))
    return fmt::format("boot {}, this session is of boot {}", candidate["boot_number"],
                       candidate["own_boot"]);
  switch (KeyOf(candidate)) {
    case Key::kLogonId:
      return ByLogonId(session, candidate, begin);
    case Key::kDesktop:
      return ByDesktop(session, candidate);
    case Key::kConnection:
      return ByConnection(session, candidate);
    case Key::kAttempt:
      return ByAttempt(session, candidate);
    case Key::kOther:
      break;
  }
  if (Differ(session, candidate, "connection_id")) return "another connection";
  const std::string difference = OtherDifference(session, candidate);
  return difference.empty() ? "a rule joined it there by what it names" : difference;
}

}  // namespace logonloom
