// A small language for tests of correlation: events as a log would give them, one call each.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "logonloom/sessions.h"

namespace logonloom {

// Seconds after 2021-03-01T08:00:00Z.
FileTime At(double seconds);

class LogScript {
 public:
  std::string computer = "WS01";
  std::string activity;      // ActivityID of the events that follow
  std::int32_t file = 0;     // file of the events that follow

  // The next event of a channel at At(seconds); the caller fills the slots.
  Event& Add(const std::string& channel, EventKind kind, std::uint32_t event_id, double seconds);

  Event& Boot(double seconds);      // Security 4608
  Event& Stop(double seconds);      // Security 1100
  Event& SetClock(double before, double after);  // 4616, at `after`
  Event& Logon(double seconds, Luid id, const std::string& user, std::uint32_t type);
  // Two 4624 of version 2 that name each other, the elevated half first, and its 4672.
  void AdminLogon(double seconds, Luid elevated, Luid filtered, const std::string& user,
                  std::uint32_t type, const std::string& address = {});
  Event& Privileges(double seconds, Luid id, const std::string& user);
  Event& Logoff(double seconds, Luid id, const std::string& user);   // 4634
  Event& Goodbye(double seconds, Luid id, const std::string& user);  // 4647
  Event& Failure(double seconds, const std::string& user, std::uint32_t type,
                 const std::string& address);
  Event& Use(double seconds, Luid id, const std::string& user);      // 4688
  Event& Reconnect(double seconds, Luid id, const std::string& user, const std::string& address,
                   const std::string& session_name);                 // 4778
  Event& Disconnect(double seconds, Luid id, const std::string& user,
                    const std::string& session_name);                // 4779
  Event& Ts(double seconds, EventKind kind, std::uint32_t ts_session, const std::string& user,
            const std::string& address = {});
  Event& Rdp(double seconds, EventKind kind, const std::string& address = {});
  Event& Rcm(double seconds, EventKind kind, const std::string& user = {},
             const std::string& address = {});

  // Leaves ids out, as if records were lost.
  void Skip(const std::string& channel, std::uint64_t count) { next_id_[Key(channel)] += count; }
  void SetNextId(const std::string& channel, std::uint64_t id) { next_id_[Key(channel)] = id; }
  Symbol Text(const std::string& text) { return pool_.Intern(text); }

  Correlation Run() const { return Correlate(events); }
  std::vector<Event> events;

 private:
  std::pair<std::string, std::string> Key(const std::string& channel) const {
    return {computer, channel};
  }
  StringPool pool_;
  std::map<std::pair<std::string, std::string>, std::uint64_t> next_id_;
};

// The logon session of that LUID (the last one, if it occurs again).
const LogonSession& LogonOf(const Correlation& c, Luid id);

}  // namespace logonloom
