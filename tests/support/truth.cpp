#include "support/truth.h"

#include "base/text.h"
#include "base/time.h"

namespace logonloom::support {
namespace {

// One JSON object on a line of its own.
class JsonRow {
 public:
  void Text(const char* key, const std::string& value) {
    if (value.empty()) return Put(key, "null");
    std::string quoted = "\"";
    for (const char c : value) {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
    Put(key, quoted + '"');
  }
  void Number(const char* key, std::int64_t value) { Put(key, std::to_string(value)); }
  void Reference(const char* key, int value) {
    Put(key, value < 0 ? "null" : std::to_string(value));
  }
  void Flag(const char* key, std::optional<bool> value) {
    Put(key, !value ? "null" : *value ? "true" : "false");
  }
  void Time(const char* key, std::optional<FileTime> value) {
    Text(key, value ? FormatTime(*value) : "");
  }
  std::string Finish() const { return "{" + text_ + "}"; }

 private:
  void Put(const char* key, const std::string& json) {
    if (!text_.empty()) text_ += ", ";
    text_ += '"' + std::string(key) + "\": " + json;
  }
  std::string text_;
};

std::string ToJson(const TrueBoot& boot) {
  JsonRow row;
  row.Text("host", boot.host);
  row.Number("boot_number", boot.number);
  row.Time("start_time", boot.start);
  row.Text("start_basis", boot.start_basis);
  row.Time("end_time", boot.end);
  row.Text("end_basis", boot.end_basis);
  row.Flag("clean", boot.clean);
  return row.Finish();
}

std::string ToJson(const TrueLogon& logon, const Truth& truth) {
  const auto id_of = [&truth](int index) {
    return index < 0 ? std::string()
                     : HexText(truth.logons[static_cast<std::size_t>(index)].logon_id);
  };
  JsonRow row;
  row.Text("host", logon.host);
  row.Number("boot_number", logon.boot);
  row.Text("logon_id", HexText(logon.logon_id));
  row.Text("user_name", logon.user_name);
  row.Text("user_domain", logon.user_domain);
  row.Text("user_sid", logon.user_sid);
  row.Text("account_class", logon.account_class);
  if (logon.start) {
    row.Number("logon_type", logon.logon_type);
  } else {
    row.Text("logon_type", "");
  }
  row.Text("purpose", logon.purpose);
  row.Time("start_time", logon.start);
  row.Text("start_basis", logon.start_basis);
  row.Time("end_time", logon.end);
  row.Text("end_reason", logon.end_reason);
  row.Text("linked_logon_id", id_of(logon.linked));
  row.Flag("elevated", logon.elevated);
  row.Text("parent_logon_id", id_of(logon.parent));
  row.Reference("session", logon.session);
  return row.Finish();
}

std::string ToJson(const TrueSession& session, const Truth& truth) {
  JsonRow row;
  row.Text("host", session.host);
  row.Number("boot_number", session.boot);
  row.Text("user_name", session.user_name);
  row.Text("user_domain", session.user_domain);
  row.Text("user_sid", session.user_sid);
  row.Text("account_class", session.account_class);
  row.Text("kind", session.kind);
  row.Text("outcome", session.outcome);
  row.Time("attempt_time", session.attempt);
  row.Time("start_time", session.start);
  row.Time("end_time", session.end);
  row.Text("end_reason", session.end_reason);
  row.Text("source_ip", session.source_ip);
  row.Number("source_port", session.source_port);
  row.Text("source_host", session.source_host);
  row.Flag("is_local", session.is_local);
  const TrueLogon* logon =
      session.logon < 0 ? nullptr : &truth.logons[static_cast<std::size_t>(session.logon)];
  row.Text("logon_id", logon == nullptr ? "" : HexText(logon->logon_id));
  row.Text("linked_logon_id",
           logon == nullptr || logon->linked < 0
               ? ""
               : HexText(truth.logons[static_cast<std::size_t>(logon->linked)].logon_id));
  if (session.ts_session_id) {
    row.Number("ts_session_id", *session.ts_session_id);
  } else {
    row.Text("ts_session_id", "");
  }
  row.Reference("reconnect_of", session.reconnect_of);
  row.Reference("superseded_by", session.superseded_by);
  row.Number("failures", session.failures);
  row.Number("lock_count", session.lock_count);
  row.Text("connection_id", session.connection_id);
  return row.Finish();
}

std::string JsonList(const char* key, const std::vector<std::string>& rows) {
  std::string text = "  \"" + std::string(key) + "\": [";
  for (std::size_t i = 0; i < rows.size(); ++i) text += (i == 0 ? "\n    " : ",\n    ") + rows[i];
  return text + (rows.empty() ? "]" : "\n  ]");
}

// Keeps the recorded items; gives for each old index the new one, -1 where it is gone.
template <typename T>
std::vector<int> Keep(const std::vector<T>& all, std::vector<T>& kept) {
  std::vector<int> moved;
  for (const T& item : all) {
    moved.push_back(item.recorded ? static_cast<int>(kept.size()) : -1);
    if (item.recorded) kept.push_back(item);
  }
  return moved;
}

}  // namespace

Truth Recorded(const Truth& truth) {
  Truth result;
  result.boots = truth.boots;
  const std::vector<int> logons = Keep(truth.logons, result.logons);
  const std::vector<int> sessions = Keep(truth.sessions, result.sessions);
  const auto move = [](int& index, const std::vector<int>& moved) {
    if (index >= 0) index = moved[static_cast<std::size_t>(index)];
  };
  for (TrueLogon& logon : result.logons) {
    move(logon.linked, logons);
    move(logon.parent, logons);
    move(logon.session, sessions);
  }
  for (TrueSession& session : result.sessions) {
    move(session.logon, logons);
    move(session.reconnect_of, sessions);
    move(session.superseded_by, sessions);
  }
  return result;
}

std::string TruthJson(const Truth& truth) {
  std::vector<std::string> boots, logons, sessions;
  for (const TrueBoot& boot : truth.boots) boots.push_back(ToJson(boot));
  for (const TrueLogon& logon : truth.logons) logons.push_back(ToJson(logon, truth));
  for (const TrueSession& session : truth.sessions) sessions.push_back(ToJson(session, truth));
  return "{\n" + JsonList("boots", boots) + ",\n" + JsonList("logon_sessions", logons) + ",\n" +
         JsonList("sessions", sessions) + "\n}\n";
}

}  // namespace logonloom::support
