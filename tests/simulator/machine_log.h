// The logs that a simulated Windows writes: one method for each act that it records.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "logonloom/sessions.h"

namespace logonloom {

enum class WindowsAge { kSeven, kTen };  // without and with link fields and ActivityIDs

class MachineLog {
 public:
  MachineLog(std::string name, WindowsAge age, StringPool& pool, int first_file);

  FileTime now;          // as the clock shows it
  std::string activity;  // ActivityID of the terminal-services records that follow

  Event& Security(EventKind kind, std::uint32_t id);
  Event& System(EventKind kind, std::uint32_t id);
  void Winlogon(EventKind kind, std::uint32_t id, std::uint32_t ts, const std::string& user);
  Event& Lsm(EventKind kind, std::uint32_t id, std::uint32_t ts, const std::string& user,
             const std::string& address = {});
  Event& Rcm(EventKind kind, std::uint32_t id);
  Event& Rdp(EventKind kind, std::uint32_t id);

  Event& Logon(Luid id, const std::string& user, std::uint32_t type, const char* process);
  void Privileges(Luid id, const std::string& user);
  void Logoff(Luid id, const std::string& user, std::uint32_t type);
  void Goodbye(Luid id, const std::string& user);
  Event& Failure(const std::string& user, std::uint32_t type, const char* process);
  Event& Desktop(EventKind kind, std::uint32_t id, Luid logon, const std::string& user);
  void Process(Luid id, const std::string& user);

  Account Person(const std::string& user);
  Symbol Text(const std::string& text) { return pool_.Intern(text); }
  const std::string& name() const { return name_; }
  WindowsAge age() const { return age_; }
  std::vector<Event> events;

 private:
  Event& Add(const std::string& channel, EventKind kind, std::uint32_t id);

  std::string name_;
  WindowsAge age_;
  StringPool& pool_;
  int first_file_;
  std::map<std::string, std::uint64_t> next_id_;
};

}  // namespace logonloom
