#include "claim_words.h"

#include "base/text.h"
#include "base/time.h"
#include "correspondence.h"

namespace logonloom {
namespace {

std::string Told(const std::optional<FileTime>& time) { return time ? FormatTime(*time) : "-"; }

std::string Told(double confidence) { return std::to_string(confidence).substr(0, 3); }

std::string Told(const SessionEnd& end) {
  return std::string(Word(end.reason)) + " " + Told(end.time) + " [" + Told(end.lower) + ", " +
         Told(end.upper) + "] " + Told(end.confidence) + " " + std::string(Word(end.basis));
}

std::string Told(const User& user) { return std::string(user.name.empty() ? user.sid : user.name); }

std::string Place(const Correlation& c, Index boot) {
  const Boot& b = At(c.boots, boot);
  return At(c.hosts, b.host).name + " boot " + std::to_string(b.number);
}

}  // namespace

std::string BootText(const Correlation& c, Index boot) {
  const Boot& b = At(c.boots, boot);
  return Place(c, boot) + " " + Told(b.start_time) + " " + std::string(Word(b.start_basis)) + " to " +
         Told(b.end_time) + " " + std::string(Word(b.end_basis)) +
         (!b.clean ? "" : *b.clean ? " clean" : " not clean");
}

std::string LogonText(const Correlation& c, Index logon) {
  if (logon == kNone) return "none";
  const LogonSession& s = At(c.logon_sessions, logon);
  return Place(c, s.boot) + " " + HexText(s.logon_id) + " " + Told(s.user) + " type " +
         (s.logon_type ? std::to_string(*s.logon_type) : "-") + " " +
         std::string(Word(s.purpose)) + " from " + s.source_ip + " " + Told(s.start_time) + " " +
         std::string(Word(s.start_basis)) + " to " + Told(s.end);
}

std::string LocalText(const Correlation& c, Index local) {
  if (local == kNone) return "none";
  const LocalSession& s = At(c.local_sessions, local);
  return Place(c, s.boot) + " session " + std::to_string(s.ts_session_id) + " use " +
         std::to_string(s.use_number) + " " + Told(s.user) + " " + Told(s.start_time) + " to " +
         Told(s.end) + " connects " + std::to_string(s.connects) + " of " +
         LogonText(c, s.logon_session);
}

std::string AccessText(const Correlation& c, Index access) {
  if (access == kNone) return "none";
  const AccessSession& s = At(c.access_sessions, access);
  const std::string id =
      s.logon_session == kNone ? "" : " " + HexText(At(c.logon_sessions, s.logon_session).logon_id);
  return Place(c, s.boot) + " " + std::string(s.key) + " " + std::string(Word(s.kind)) + " " +
         std::string(Word(s.outcome)) + " " + Told(s.user) + id + " session " +
         (s.ts_session_id ? std::to_string(*s.ts_session_id) : "-") + " from " + s.source_ip + ":" +
         std::to_string(s.source_port) + " " + s.source_host + " " + Told(s.attempt_time) + " / " +
         Told(s.start_time) + " " + Told(s.begin_confidence) + " to " + Told(s.end) + " failures " +
         std::to_string(s.failures) + " locks " + std::to_string(s.lock_count);
}

}  // namespace logonloom
