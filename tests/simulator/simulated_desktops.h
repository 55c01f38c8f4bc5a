// The desktops of a simulated machine, and how their users come, go and come back.
#pragma once

#include <string>

#include "machine_state.h"
#include "simulated_connections.h"

namespace logonloom {

class SimulatedDesktops {
 public:
  SimulatedDesktops(MachineState& machine, SimulatedConnections& connections)
      : m_(machine), connections_(connections) {}

  void ConsoleLogon();
  void RemoteLogon();
  void Disconnect(Desk& desk);
  // Back to a desktop that nobody is connected to.
  void Reconnect(Desk& desk);
  // The same user comes from another place while the desktop is in use.
  void TakeBack(Desk& desk);
  // SYSTEM switches the connection of one desktop to another user's.
  void TakeOver(Desk& desk);
  void LogOff(std::size_t desk);
  void LockAndUnlock(Desk& desk);

 private:
  Desk& Open(const std::string& user, std::uint32_t type, const RdpConnection& connection);
  void Tell(Desk& desk);
  bool ConsoleIsFree() const;
  void ReturnToConsole(Desk& desk);
  void ReturnFrom(Desk& desk, RdpConnection connection);
  LogonPair LetBackIn(const Desk& desk, const RdpConnection& connection);
  void TellDisconnect(const Desk& desk, std::uint32_t reason);
  void TellReconnect(const Desk& desk);
  bool OnlyDesktopOfUser(const Desk& desk) const;
  void EndPrograms(const Desk& desk);
  void DoubtLocks(const std::string& user);

  MachineState& m_;
  SimulatedConnections& connections_;
};

}  // namespace logonloom
