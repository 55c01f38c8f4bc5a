// Who uses a simulated machine without a desktop: shares, SSH, WinRM, guesses, programs.
#pragma once

#include <string>

#include "machine_state.h"

namespace logonloom {

class SimulatedVisitors {
 public:
  explicit SimulatedVisitors(MachineState& machine) : m_(machine) {}

  void NetworkLogon();
  // Another machine, and nobody at all.
  void MachineLogons();
  void Guess();
  void Ssh();
  void WinRm();
  // A task of a user, without anybody being there.
  void Batch();

 private:
  void SshFails(const std::string& user, const std::string& ip);
  void SshSucceeds(const std::string& user, const std::string& ip);
  // The logon of a program, of type 3 or 8, by sshd.
  Luid SshLogon(const std::string& user, std::uint32_t type, Purpose purpose);
  std::string Endpoint() const { return ip_ + " port " + std::to_string(port_); }

  MachineState& m_;
  std::uint32_t pid_ = 0;   // of the connection of sshd
  std::uint16_t port_ = 0;
  std::string ip_;
};

}  // namespace logonloom
