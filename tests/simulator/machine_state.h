// The simulated machine as all its parts see it: its logs, who is on it, and what is true of it.
#pragma once

#include <string>
#include <vector>

#include "machine_log.h"
#include "machine_traits.h"
#include "random.h"
#include "simulated_truth.h"

namespace logonloom {

struct SimulationOptions {
  bool clock_steps = true;
  bool clears_logs = false;
  int acts = 30;
};

struct LogonPair {
  Luid owner = 0, elevated = 0;  // elevated: 0 for standard users
};

struct RdpConnection {
  std::string activity, session_name, ip;
  std::string user;  // who authenticated
  Luid nla = 0;
  FileTime attempt;
  std::vector<FileTime> tried_at, failed_at;
};

struct Desk {
  std::string user;
  LogonPair logon;
  FileTime logon_time;
  std::uint32_t ts = 0;
  int number = 0;            // of the truth
  int visit = -1;            // open visit, index into truth; -1: disconnected
  RdpConnection connection;  // of the open visit; without address: the console
  bool connected() const { return visit >= 0; }
  bool remote() const { return !connection.ip.empty(); }
  std::string address() const { return remote() ? connection.ip : "LOCAL"; }
};

class MachineState {
 public:
  MachineState(int number, std::uint64_t seed, StringPool& pool, SimulationOptions options,
               Truth& truth);
  MachineState(const MachineState&) = delete;
  MachineState& operator=(const MachineState&) = delete;

  Random random;
  const MachineTraits traits;
  const SimulationOptions options;
  MachineLog log;
  Truth& truth;
  const int number;
  std::vector<std::string> users, addresses;
  std::vector<Desk> desks;
  std::uint32_t next_ts = 1;
  Luid next_luid = 0x20000;
  int boot = 0, connections = 0, desktops = 0;

  void Pass(double least, double most);
  Luid NextLuid();
  std::uint32_t NextPid() { return next_pid_ += 4; }
  std::uint16_t AnyPort() { return static_cast<std::uint16_t>(random.Int(49152, 65535)); }
  static bool IsAdmin(const std::string& user) { return user.starts_with("adm"); }

  // A logon of a desktop, or one that a program asks for, with its half for administrators.
  LogonPair LogOn(const std::string& user, std::uint32_t type, const std::string& ip,
                  Purpose purpose, const char* process = "User32");
  // The 4634 of both halves.
  void LogOff(const LogonPair& pair, const std::string& user, std::uint32_t type);
  TrueLogon& AddLogon(Luid id, const std::string& user, Purpose purpose);
  TrueLogon& Known(Luid id);

  // A session that began with that attempt and goes on.
  TrueSession& AddSession(SessionKind kind, const std::string& user, const std::string& ip);
  void OpenVisit(Desk& desk, FileTime attempt, FileTime start);
  void CloseVisit(Desk& desk, FileTime end, EndReason reason);
  TrueSession& VisitOf(const Desk& desk);
  TrueDesk& Known(const Desk& desk);
  // Everything that no record ends, when the machine or its logs stop.
  void EndAll(EndReason reason);

 private:
  std::uint32_t next_pid_ = 4000;
};

}  // namespace logonloom
