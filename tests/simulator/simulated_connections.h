// What a simulated machine records of remote desktop connections before and behind a desktop.
#pragma once

#include <cstdint>
#include <string>

#include "machine_state.h"

namespace logonloom {

class SimulatedConnections {
 public:
  explicit SimulatedConnections(MachineState& machine) : m_(machine) {}

  // Up to where the desktop is asked for, with wrong passwords ahead of it now and then.
  RdpConnection Begin(const std::string& user);
  // The transport closes.
  void Close(const RdpConnection& connection);
  // The logon of network level authentication ends with its connection.
  void EndAuthentication(RdpConnection& connection);

  // Attempts that lead to no desktop.
  void Guess();
  void Abandon();

 private:
  RdpConnection Accept(const std::string& ip);
  void Authenticate(RdpConnection& connection, const std::string& user);
  void OpenDatagrams(const RdpConnection& connection);
  // A connection that ends with a wrong password.
  FileTime Fail(RdpConnection& connection, const std::string& user);

  MachineState& m_;
};

}  // namespace logonloom
