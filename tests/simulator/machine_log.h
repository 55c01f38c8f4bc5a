// The logs that a simulated Windows writes: one method for each act that it records.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "logonloom/sessions.h"
#include "machine_traits.h"

namespace logonloom {

inline constexpr int kFilesOfMachine = 10;  // one for each log, numbered from there on

class MachineLog {
 public:
  MachineLog(std::string name, const MachineTraits& traits, StringPool& pool, int first_file);

  FileTime now;                      // as the clock shows it
  std::optional<FileTime> boot_key;  // in ActivityIDs of Security
  std::string activity;              // ActivityID of the terminal-services records that follow

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
  // 4778, 4779, 4800, 4801.
  Event& Desktop(EventKind kind, std::uint32_t id, Luid logon, const std::string& user);
  Event& Process(Luid id, const std::string& user, const char* image);
  // 5156 of a connection from that endpoint.
  void Connection(const std::string& address, std::uint16_t port, std::uint16_t to_port);
  // Sysmon 1 in a desktop, by a session that began at `logon`.
  void SysmonProcess(Luid id, FileTime logon, std::uint32_t ts, const std::string& user,
                     const char* image);
  void Profile(EventKind kind, std::uint32_t id, std::uint32_t ts, const std::string& user);
  void Ssh(std::uint32_t pid, const std::string& message);
  void WinRmShell(const std::string& user, const std::string& address);

  Account Person(const std::string& user);
  Symbol Text(const std::string& text) { return pool_.Intern(text); }
  const std::string& name() const { return name_; }
  void Rename(std::string name) { name_ = std::move(name); }
  std::vector<Event> events;

 private:
  Event& Add(const std::string& channel, EventKind kind, std::uint32_t id);
  Event& Unlogged();

  std::string name_;
  const MachineTraits& traits_;
  StringPool& pool_;
  int first_file_;
  std::map<std::string, std::uint64_t> next_id_;
  std::map<std::string, int> file_of_;
  Event unlogged_;  // what is not audited
};

}  // namespace logonloom
