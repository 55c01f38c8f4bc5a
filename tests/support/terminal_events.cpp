#include "support/terminal_events.h"

#include <utility>
#include <vector>

namespace logonloom::support {
namespace {

using Fields = std::vector<std::pair<std::string, EvtxValue>>;
using V = EvtxValue;

constexpr char kNetworkService[] = "S-1-5-20";

EventSpec Basic(const char* provider, const char* guid, std::uint16_t id, std::uint64_t keywords,
                const std::string& activity) {
  EventSpec spec;
  spec.provider = provider;
  spec.provider_guid = guid;
  spec.event_id = id;
  spec.level = 4;
  spec.keywords = keywords;
  spec.process_id = 952;
  spec.thread_id = 1360;
  spec.activity_id = activity;
  return spec;
}

EventSpec Lsm(std::uint16_t id, const Fields& fields, const std::string& activity) {
  EventSpec spec =
      Basic("Microsoft-Windows-TerminalServices-LocalSessionManager",
            "{5D896912-022D-40AA-A3A8-4FA5515C76D7}", id, 0x1000000000000000, activity);
  spec.user_sid = "S-1-5-18";
  spec.payload = {UserData("EventXML", "Event_NS", fields)};
  return spec;
}

EventSpec Rcm(std::uint16_t id, const Fields& fields, const std::string& activity) {
  EventSpec spec =
      Basic("Microsoft-Windows-TerminalServices-RemoteConnectionManager",
            "{C76BAA63-AE81-421C-B425-340B4B24157F}", id, 0x1000000000000000, activity);
  spec.user_sid = kNetworkService;
  spec.payload = {UserData("EventXML", "Event_NS", fields)};
  return spec;
}

EventSpec Core(std::uint16_t id, std::uint8_t opcode, const Fields& fields,
               const std::string& activity) {
  EventSpec spec =
      Basic("Microsoft-Windows-RemoteDesktopServices-RdpCoreTS",
            "{1139C61B-B549-4251-8ED3-27250A1EDEC8}", id, 0x4000000000000000, activity);
  spec.task = 4;
  spec.opcode = opcode;
  spec.user_sid = kNetworkService;
  spec.payload = {EventData(fields)};
  return spec;
}

Fields UserAndSession(const std::string& user, std::uint32_t session) {
  return {{"User", V::String(user)}, {"SessionID", V::Uint32(session)}};
}

Fields UserSessionAddress(const std::string& user, std::uint32_t session,
                          const std::string& address) {
  Fields fields = UserAndSession(user, session);
  fields.emplace_back("Address", V::String(address));
  return fields;
}

}  // namespace

EventSpec LsmLogon21(const std::string& user, std::uint32_t session, const std::string& address,
                     const std::string& activity) {
  return Lsm(21, UserSessionAddress(user, session, address), activity);
}
EventSpec LsmShellStart22(const std::string& user, std::uint32_t session,
                          const std::string& address, const std::string& activity) {
  return Lsm(22, UserSessionAddress(user, session, address), activity);
}
EventSpec LsmLogoff23(const std::string& user, std::uint32_t session, const std::string& activity) {
  return Lsm(23, UserAndSession(user, session), activity);
}
EventSpec LsmDisconnected24(const std::string& user, std::uint32_t session,
                            const std::string& address, const std::string& activity) {
  return Lsm(24, UserSessionAddress(user, session, address), activity);
}
EventSpec LsmReconnected25(const std::string& user, std::uint32_t session,
                           const std::string& address, const std::string& activity) {
  return Lsm(25, UserSessionAddress(user, session, address), activity);
}
EventSpec LsmDisconnectReason40(std::uint32_t session, std::uint32_t reason,
                                const std::string& activity) {
  return Lsm(40, {{"Session", V::Uint32(session)}, {"Reason", V::Uint32(reason)}}, activity);
}
EventSpec LsmArbitrationBegin41(const std::string& user, std::uint32_t session,
                                const std::string& activity) {
  return Lsm(41, UserAndSession(user, session), activity);
}
EventSpec LsmArbitrationEnd42(const std::string& user, std::uint32_t session,
                              const std::string& activity) {
  return Lsm(42, UserAndSession(user, session), activity);
}
EventSpec LsmShutdown54() { return Lsm(54, {}, ""); }

EventSpec RcmListenerStarted258() { return Rcm(258, {{"listenerName", V::String("RDP-Tcp")}}, ""); }
EventSpec RcmConnection261(const std::string& activity) {
  return Rcm(261, {{"listenerName", V::String("RDP-Tcp")}}, activity);
}
EventSpec RcmAuthenticated1149(const std::string& name, const std::string& domain,
                               const std::string& address, const std::string& activity) {
  return Rcm(
      1149,
      {{"Param1", V::String(name)}, {"Param2", V::String(domain)}, {"Param3", V::String(address)}},
      activity);
}

EventSpec RdpAccepted131(const std::string& address, std::uint32_t port,
                         const std::string& activity) {
  const std::string host = address.find(':') == std::string::npos ? address : "[" + address + "]";
  return Core(
      131, 15,
      {{"ConnType", V::String("TCP")}, {"ClientIP", V::String(host + ":" + std::to_string(port))}},
      activity);
}
EventSpec RdpCreated65(const std::string& connection, const std::string& activity) {
  return Core(65, 13, {{"ConnectionName", V::String(connection)}}, activity);
}
EventSpec RdpSessionBound66(const std::string& connection, std::uint32_t session,
                            const std::string& activity) {
  return Core(66, 13,
              {{"ConnectionName", V::String(connection)}, {"SessionID", V::Uint32(session)}},
              activity);
}
EventSpec RdpBadPassword140(const std::string& address, const std::string& activity) {
  EventSpec spec = Core(140, 14, {{"IPString", V::String(address)}}, activity);
  spec.level = 3;
  return spec;
}
EventSpec RdpDisconnected102(const std::string& activity) { return Core(102, 17, {}, activity); }
EventSpec RdpDisconnectReason103(std::uint32_t reason, const std::string& activity) {
  return Core(103, 17, {{"ReasonCode", V::Uint32(reason)}}, activity);
}

}  // namespace logonloom::support
