#include "report/record_meaning.h"

#include <array>

namespace logonloom {
namespace {

struct Meaning {
  std::string_view channel;  // short
  std::int64_t event_id;
  std::string_view words;
};

constexpr std::array kMeanings = {
    Meaning{"Security", 4624, "A logon succeeded"},
    Meaning{"Security", 4625, "A logon failed"},
    Meaning{"Security", 4627, "Groups of the new logon"},
    Meaning{"Security", 4634, "The logon session was destroyed"},
    Meaning{"Security", 4647, "The user asked to log off"},
    Meaning{"Security", 4648, "Credentials were given by a program"},
    Meaning{"Security", 4672, "Special privileges were assigned"},
    Meaning{"Security", 4768, "A Kerberos ticket was asked for"},
    Meaning{"Security", 4771, "Kerberos pre-authentication failed"},
    Meaning{"Security", 4776, "A domain controller checked an NTLM logon"},
    Meaning{"Security", 4778, "The desktop was connected to again"},
    Meaning{"Security", 4779, "The client disconnected from the desktop"},
    Meaning{"Security", 4800, "The desktop was locked"},
    Meaning{"Security", 4801, "The desktop was unlocked"},
    Meaning{"Security", 4802, "The screen saver began"},
    Meaning{"Security", 4803, "The screen saver ended"},
    Meaning{"LocalSessionManager", 21, "The logon to the desktop succeeded"},
    Meaning{"LocalSessionManager", 22, "The desktop's shell started"},
    Meaning{"LocalSessionManager", 23, "The desktop was logged off"},
    Meaning{"LocalSessionManager", 24, "The desktop was disconnected"},
    Meaning{"LocalSessionManager", 25, "The desktop was connected to again"},
    Meaning{"LocalSessionManager", 39, "Another session disconnected the desktop"},
    Meaning{"LocalSessionManager", 40, "The desktop was disconnected, with a reason"},
    Meaning{"LocalSessionManager", 41, "The arbitration of the desktop began"},
    Meaning{"LocalSessionManager", 42, "The arbitration of the desktop ended"},
    Meaning{"RemoteConnectionManager", 261, "The listener took a connection"},
    Meaning{"RemoteConnectionManager", 1149, "Network authentication succeeded"},
    Meaning{"RemoteConnectionManager", 20503, "Somebody else began to view the desktop"},
    Meaning{"RemoteConnectionManager", 20504, "Somebody else stopped viewing the desktop"},
    Meaning{"RemoteConnectionManager", 20506, "Somebody else began to control the desktop"},
    Meaning{"RemoteConnectionManager", 20507, "Somebody else stopped controlling the desktop"},
    Meaning{"RdpCoreTS", 65, "The connection got its name"},
    Meaning{"RdpCoreTS", 66, "The connection was assigned to a desktop"},
    Meaning{"RdpCoreTS", 98, "The TCP connection was established"},
    Meaning{"RdpCoreTS", 102, "The connection was closed by the server"},
    Meaning{"RdpCoreTS", 103, "The connection ended, with a reason"},
    Meaning{"RdpCoreTS", 131, "A client connected"},
    Meaning{"RdpCoreTS", 140, "The user name or the password was wrong"},
    Meaning{"System", 7001, "Winlogon told of the logon"},
    Meaning{"System", 7002, "Winlogon told of the logoff"},
};

struct Rule {
  std::string_view name, words;
};

constexpr std::array kRules = {
    Rule{"logon_id", "it carries the logon id"},
    Rule{"logon_event", "it made the logon session of this access"},
    Rule{"logoff_event", "it tells the logoff"},
    Rule{"local_session", "it is the begin of the desktop"},
    Rule{"connection_id", "it has the ActivityID of the connection"},
    Rule{"connection_time", "time, address or user lead to the connection; it has no ActivityID"},
    Rule{"disconnect_event", "it tells the disconnect of this desktop"},
    Rule{"disconnect_reason", "it gives the reason of the disconnect"},
    Rule{"reconnect_event", "it tells the reconnect to this desktop"},
    Rule{"same_reconnect", "it is a second record of the same reconnect"},
    Rule{"elevation_logon", "a program of this desktop was raised to it by consent.exe"},
    Rule{"reconnect_logon", "its logon only returned to the desktop"},
    Rule{"unlock_logon", "its logon only unlocked the desktop"},
    Rule{"lock_event", "it tells the lock"},
    Rule{"unlock_event", "it tells the unlock"},
    Rule{"nla_logon", "it is the network logon ahead of the desktop"},
    Rule{"nla_logoff", "it ends the network logon that lives as long as the connection"},
    Rule{"explicit_credentials", "credentials of the same user were given just ahead of the logon"},
    Rule{"failures_before", "the same account and source failed, then got in"},
    Rule{"failures_of_one_account", "the same account and source failed, and nothing came of it"},
    Rule{"same_connection", "it is the same RDP connection, going on with another desktop"},
    Rule{"tscon", "SYSTEM ran tscon just ahead: the desktop was taken without its user's password"},
    Rule{"linked_logon", "it made the other half of the split token"},
    Rule{"group_event", "it lists the groups of the logon that it was written with"},
    Rule{"sysmon_logon_guid", "its LogonGuid holds the time at which the session was made"},
    Rule{"sshd_process", "the sshd of this connection wrote it, or is named by it"},
    Rule{"winrm_shell", "it opened the shell of this session"},
    Rule{"gateway_connection", "it is of the same connection over the gateway"},
    Rule{"authentication_time", "the account was authenticated at that moment, from there"},
    Rule{"first_record", "it is the first record of a session whose begin is not recorded"},
    Rule{"last_record", "it is the last record of a session whose end is not recorded"},
};

}  // namespace

std::string ShortChannel(std::string_view channel) {
  constexpr std::string_view kTypes[] = {"/Operational", "/Admin"};
  for (const std::string_view type : kTypes)
    if (channel.ends_with(type)) channel.remove_suffix(type.size());
  const std::size_t dash = channel.rfind('-');
  return std::string(dash == std::string_view::npos ? channel : channel.substr(dash + 1));
}

std::string KindOfLog(std::string_view channel) {
  std::string name = ShortChannel(channel);
  return name == "RdpCoreCDV" ? "RdpCoreTS" : name;
}

std::string_view RecordMeaning(std::string_view channel, std::int64_t event_id) {
  const std::string name = KindOfLog(channel);
  for (const Meaning& meaning : kMeanings)
    if (meaning.event_id == event_id && meaning.channel == name) return meaning.words;
  return {};
}

std::string RuleMeaning(std::string_view rule) {
  for (const Rule& known : kRules)
    if (known.name == rule) return std::string(known.words);
  return std::string(rule);
}

}  // namespace logonloom
