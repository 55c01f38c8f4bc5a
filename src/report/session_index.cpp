#include "report/session_index.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "base/time.h"
#include "report/row_view.h"
#include "report/session_words.h"

namespace logonloom {
namespace {

constexpr double kWithoutUser = 0.5;

std::string PlainName(std::string user) {
  const std::size_t slash = user.rfind('\\');
  if (slash != std::string::npos) user.erase(0, slash + 1);
  return ToLower(Trim(user.substr(0, user.find('@'))));
}

bool IsUser(const IndexedSession& session, const std::string& user) {
  if (StartsWithIgnoreCase(user, "S-1-")) return EqualsIgnoreCase(user, session.sid);
  return PlainName(user) == ToLower(session.user_name);
}

}  // namespace

std::string SessionIndex::KeyOf(const std::string& host) {
  return ToLower(FirstLabel(host));
}

SessionIndex::SessionIndex(const CaseReader& reader) {
  for (const RowCopy& host : Rows(reader, "hosts", Condition())) hosts_[KeyOf(host.Raw("name"))];
  const RowPlaces places(reader.Columns("sessions"));
  reader.ForEachRow(
      "sessions",
      Condition("account_class = 'user' AND outcome IN ('established', 'taken_over') AND "
                "start_time IS NOT NULL"),
      "start_time, session_id", [&](const std::vector<Cell>& cells) {
        const RowCopy row(places, cells);
        const auto begin = ParseTime(row.Raw("start_time"));
        const auto end = ParseTime(row.Raw(row.Raw("end_time").empty() ? "end_upper" : "end_time"));
        if (!begin) return;
        OfHost& host = hosts_[KeyOf(row.Raw("host"))];
        IndexedSession session;
        session.id = *row.Integer("session_id");
        session.key = row.Raw("session_key");
        session.user = UserOf(row);
        session.user_name = row.Raw("user_name");
        session.sid = row.Raw("user_sid");
        session.source = SourceOf(row);
        session.kind = row.Raw("kind");
        session.begin = *begin;
        session.end = end ? *end : FileTime{std::numeric_limits<std::int64_t>::max()};
        session.confidence = row.Real("confidence").value_or(0);
        const FileTime before = host.latest_end.empty() ? session.end : host.latest_end.back();
        host.latest_end.push_back(before.ticks > session.end.ticks ? before : session.end);
        host.sessions.push_back(std::move(session));
      });
}

bool SessionIndex::KnowsHost(const std::string& host) const { return hosts_.contains(KeyOf(host)); }

std::optional<std::string> SessionIndex::OnlyHost() const {
  if (hosts_.size() != 1) return std::nullopt;
  return hosts_.begin()->first;
}

std::optional<SessionMatch> SessionIndex::Find(const std::string& host, FileTime time,
                                              const std::string& user) const {
  const auto found = hosts_.find(KeyOf(host));
  if (found == hosts_.end()) return std::nullopt;
  const auto& sessions = found->second.sessions;
  const auto behind = std::upper_bound(
      sessions.begin(), sessions.end(), time,
      [](FileTime at, const IndexedSession& session) { return at.ticks < session.begin.ticks; });
  SessionMatch match;
  int open = 0;
  for (auto i = static_cast<std::size_t>(behind - sessions.begin()); i > 0; --i) {
    if (found->second.latest_end[i - 1].ticks < time.ticks) break;
    const IndexedSession& session = sessions[i - 1];
    if (session.end.ticks < time.ticks || (!user.empty() && !IsUser(session, user))) continue;
    ++open;
    if (match.session == nullptr) match.session = &session;
  }
  if (match.session == nullptr) return std::nullopt;
  match.confidence = match.session->confidence / (user.empty() ? open : 1) *
                           (user.empty() ? kWithoutUser : 1);
  return match;
}

}  // namespace logonloom
