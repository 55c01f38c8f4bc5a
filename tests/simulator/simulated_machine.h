// A machine that people use: what they do is drawn at random, what it logs is what Windows logs.
#pragma once

#include <string>
#include <vector>

#include "machine_log.h"
#include "random.h"
#include "simulated_truth.h"

namespace logonloom {

struct SimulationOptions {
  bool clock_steps = true;
  int acts = 30;
};

class SimulatedMachine {
 public:
  SimulatedMachine(std::string name, WindowsAge age, std::uint64_t seed, StringPool& pool,
                   int first_file, SimulationOptions options);
  // Lives for some boots; the last one is left running.
  void Live(Truth& truth);
  std::vector<Event>& events() { return log_.events; }

 private:
  struct Pair {
    Luid owner = 0, elevated = 0;  // elevated: 0 for standard users
  };
  struct Desk {
    std::string user;
    Pair logon;
    std::uint32_t ts = 0;
    int number = 0;  // desktop of the truth
    int visit = -1;  // open visit, index into truth; -1: disconnected
    std::string ip;  // of the open visit, empty: console
    std::string connection, session_name;
    Luid nla = 0;
  };

  void Boot(bool after_crash);
  void ShutDown();
  void Crash();
  void EndNetwork(EndReason reason);
  void Act();
  void ConsoleLogon();
  void RemoteLogon();
  void Disconnect(Desk& desk);
  void Reconnect(Desk& desk);
  void TakeBack(Desk& desk);
  void LogOff(std::size_t desk);
  void LockAndUnlock(Desk& desk);
  void NetworkLogon();
  void Runas(Desk& desk);
  void Guess();
  void StepClock();

  void Pass(double least, double most);
  Luid NextLuid();
  Pair LogOn(const std::string& user, std::uint32_t type, const std::string& ip, Purpose purpose);
  Desk& OpenDesk(const std::string& user, const Pair& pair, bool remote);
  int OpenVisit(Desk& desk, SessionKind kind, FileTime attempt, FileTime start, int failures);
  void CloseVisit(Desk& desk, FileTime end, EndReason reason);
  void BeginConnection(Desk* desk, const std::string& user, const std::string& ip,
                       std::string& connection, Luid& nla, FileTime& attempt, int& failures);
  void EndConnection(Desk& desk);
  TrueLogon& AddLogon(Luid id, const std::string& user, Purpose purpose);
  TrueLogon& Known(Luid id);
  std::string NewAddress();
  bool IsAdmin(const std::string& user) const { return user.starts_with("adm"); }

  MachineLog log_;
  Random random_;
  SimulationOptions options_;
  Truth* truth_ = nullptr;
  std::vector<std::string> users_, addresses_;
  std::vector<Desk> desks_;
  std::uint32_t next_ts_ = 1;
  Luid next_luid_ = 0x20000;
  int boot_ = 0, connections_ = 0, desktops_ = 0;
  FileTime last_alive_;
};

}  // namespace logonloom
