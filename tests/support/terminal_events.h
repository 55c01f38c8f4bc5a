// The events of the three terminal services channels. Channel, computer, time and record id are
// given by WindowsLog. `activity`: the connection's ActivityID, empty on Windows 7.
#pragma once

#include <cstdint>
#include <string>

#include "support/event_spec.h"

namespace logonloom::support {

// The ActivityID of every console session of every machine.
inline constexpr char kConsoleActivity[] = "{61A55000-55E5-1017-0000-000000000000}";

// LocalSessionManager. `user`: DOMAIN\name; `address`: «LOCAL» at the console.
EventSpec LsmLogon21(const std::string& user, std::uint32_t session, const std::string& address,
                     const std::string& activity);
EventSpec LsmShellStart22(const std::string& user, std::uint32_t session,
                          const std::string& address, const std::string& activity);
EventSpec LsmLogoff23(const std::string& user, std::uint32_t session, const std::string& activity);
EventSpec LsmDisconnected24(const std::string& user, std::uint32_t session,
                            const std::string& address, const std::string& activity);
EventSpec LsmReconnected25(const std::string& user, std::uint32_t session,
                           const std::string& address, const std::string& activity);
EventSpec LsmDisconnectReason40(std::uint32_t session, std::uint32_t reason,
                                const std::string& activity);
EventSpec LsmArbitrationBegin41(const std::string& user, std::uint32_t session,
                                const std::string& activity);
EventSpec LsmArbitrationEnd42(const std::string& user, std::uint32_t session,
                              const std::string& activity);
EventSpec LsmShutdown54();

// RemoteConnectionManager
EventSpec RcmListenerStarted258();
EventSpec RcmConnection261(const std::string& activity);
EventSpec RcmAuthenticated1149(const std::string& name, const std::string& domain,
                               const std::string& address, const std::string& activity);

// RdpCoreTS
EventSpec RdpAccepted131(const std::string& address, std::uint32_t port,
                         const std::string& activity);
EventSpec RdpCreated65(const std::string& connection, const std::string& activity);
EventSpec RdpSessionBound66(const std::string& connection, std::uint32_t session,
                            const std::string& activity);
EventSpec RdpBadPassword140(const std::string& address, const std::string& activity);
EventSpec RdpDisconnected102(const std::string& activity);
EventSpec RdpDisconnectReason103(std::uint32_t reason, const std::string& activity);

}  // namespace logonloom::support
