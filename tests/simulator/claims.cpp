#include "claims.h"

#include <cmath>

#include "base/text.h"
#include "base/time.h"

namespace logonloom {

std::string Told(const std::optional<FileTime>& time) { return time ? FormatTime(*time) : "-"; }

bool Near(FileTime a, FileTime b, double seconds) {
  return std::abs((a - b).count) <= Seconds(seconds).count;
}

int Claims::MachineOf(Index host) const {
  const auto found = truth_.machines.find(claimed_.hosts[static_cast<std::size_t>(host)].name);
  return found == truth_.machines.end() ? -1 : found->second;
}

Luid Claims::IdOf(Index logon) const {
  return logon < 0 ? 0 : claimed_.logon_sessions[static_cast<std::size_t>(logon)].logon_id;
}

std::string Claims::Text(const TrueSession& s) {
  return "HOST" + std::to_string(s.machine) + " " + std::string(Word(s.kind)) + " " +
         std::string(Word(s.outcome)) + " " + s.user + " " + HexText(s.logon_id) + " " + s.ip +
         " " + Told(s.attempt) + " / " + Told(s.start) + " to " + Told(s.end) + " " +
         std::string(Word(s.reason)) + " failures " + std::to_string(s.failed_at.size()) +
         " locks " + std::to_string(s.locks);
}

std::string Claims::Text(const AccessSession& s) const {
  return claimed_.hosts[static_cast<std::size_t>(s.host)].name + " " + std::string(Word(s.kind)) +
         " " + std::string(Word(s.outcome)) + " " + s.user.name + " " +
         HexText(IdOf(s.logon_session)) + " " + s.source_ip + " " + Told(s.attempt_time) + " / " +
         Told(s.start_time) + " to " + Told(s.end.time) + " " + std::string(Word(s.end.reason)) +
         " failures " + std::to_string(s.failures) + " locks " + std::to_string(s.lock_count) +
         " bounds " + Told(s.end.lower) + " " + Told(s.end.upper) + " confidence " +
         std::to_string(s.begin_confidence).substr(0, 3) + " " +
         std::to_string(s.end.confidence).substr(0, 3);
}

std::string Claims::Text(const LogonSession& l) const {
  return claimed_.hosts[static_cast<std::size_t>(l.host)].name + " logon " +
         HexText(l.logon_id) + " " + l.user.name + " " + std::string(Word(l.purpose)) + " " +
         Told(l.start_time) + " to " + Told(l.end.time) + " " + std::string(Word(l.end.reason)) +
         " bounds " + Told(l.end.lower) + " " + Told(l.end.upper) + " confidence " +
         std::to_string(l.end.confidence).substr(0, 3);
}

}  // namespace logonloom
