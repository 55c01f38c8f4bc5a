#include "model/well_known_sids.h"

#include <algorithm>
#include <iterator>

namespace logonloom {
namespace {

struct NamedSid {
  std::string_view sid;
  std::string_view name;
};

// By text, for the binary search.
constexpr NamedSid kWhole[] = {
    {"S-1-0-0", "Nobody"},
    {"S-1-1-0", "Everyone"},
    {"S-1-16-12288", "High Mandatory Level"},
    {"S-1-16-16384", "System Mandatory Level"},
    {"S-1-16-4096", "Low Mandatory Level"},
    {"S-1-16-8192", "Medium Mandatory Level"},
    {"S-1-16-8448", "Medium Plus Mandatory Level"},
    {"S-1-18-1", "Authentication authority asserted identity"},
    {"S-1-18-2", "Service asserted identity"},
    {"S-1-2-0", "LOCAL"},
    {"S-1-2-1", "CONSOLE LOGON"},
    {"S-1-3-0", "CREATOR OWNER"},
    {"S-1-5-1", "DIALUP"},
    {"S-1-5-10", "SELF"},
    {"S-1-5-11", "Authenticated Users"},
    {"S-1-5-113", "Local account"},
    {"S-1-5-114", "Local account and member of Administrators group"},
    {"S-1-5-13", "TERMINAL SERVER USER"},
    {"S-1-5-14", "REMOTE INTERACTIVE LOGON"},
    {"S-1-5-15", "This Organization"},
    {"S-1-5-17", "IUSR"},
    {"S-1-5-18", "SYSTEM"},
    {"S-1-5-19", "LOCAL SERVICE"},
    {"S-1-5-2", "NETWORK"},
    {"S-1-5-20", "NETWORK SERVICE"},
    {"S-1-5-3", "BATCH"},
    {"S-1-5-32-544", "Administrators"},
    {"S-1-5-32-545", "Users"},
    {"S-1-5-32-546", "Guests"},
    {"S-1-5-32-547", "Power Users"},
    {"S-1-5-32-548", "Account Operators"},
    {"S-1-5-32-549", "Server Operators"},
    {"S-1-5-32-550", "Print Operators"},
    {"S-1-5-32-551", "Backup Operators"},
    {"S-1-5-32-552", "Replicators"},
    {"S-1-5-32-554", "Pre-Windows 2000 Compatible Access"},
    {"S-1-5-32-555", "Remote Desktop Users"},
    {"S-1-5-32-556", "Network Configuration Operators"},
    {"S-1-5-32-558", "Performance Monitor Users"},
    {"S-1-5-32-559", "Performance Log Users"},
    {"S-1-5-32-560", "Windows Authorization Access Group"},
    {"S-1-5-32-561", "Terminal Server License Servers"},
    {"S-1-5-32-562", "Distributed COM Users"},
    {"S-1-5-32-568", "IIS_IUSRS"},
    {"S-1-5-32-569", "Cryptographic Operators"},
    {"S-1-5-32-573", "Event Log Readers"},
    {"S-1-5-32-574", "Certificate Service DCOM Access"},
    {"S-1-5-32-575", "RDS Remote Access Servers"},
    {"S-1-5-32-576", "RDS Endpoint Servers"},
    {"S-1-5-32-577", "RDS Management Servers"},
    {"S-1-5-32-578", "Hyper-V Administrators"},
    {"S-1-5-32-579", "Access Control Assistance Operators"},
    {"S-1-5-32-580", "Remote Management Users"},
    {"S-1-5-4", "INTERACTIVE"},
    {"S-1-5-6", "SERVICE"},
    {"S-1-5-64-10", "NTLM Authentication"},
    {"S-1-5-64-14", "SChannel Authentication"},
    {"S-1-5-64-21", "Digest Authentication"},
    {"S-1-5-65-1", "This Organization Certificate"},
    {"S-1-5-7", "ANONYMOUS LOGON"},
    {"S-1-5-9", "ENTERPRISE DOMAIN CONTROLLERS"},
};

// The last part of the SIDs of a domain's or a machine's own accounts.
constexpr NamedSid kRelative[] = {
    {"498", "Enterprise Read-only Domain Controllers"},
    {"500", "Administrator"},
    {"501", "Guest"},
    {"502", "krbtgt"},
    {"512", "Domain Admins"},
    {"513", "Domain Users"},
    {"514", "Domain Guests"},
    {"515", "Domain Computers"},
    {"516", "Domain Controllers"},
    {"517", "Cert Publishers"},
    {"518", "Schema Admins"},
    {"519", "Enterprise Admins"},
    {"520", "Group Policy Creator Owners"},
    {"521", "Read-only Domain Controllers"},
    {"522", "Cloneable Domain Controllers"},
    {"525", "Protected Users"},
    {"526", "Key Admins"},
    {"527", "Enterprise Key Admins"},
    {"553", "RAS and IAS Servers"},
    {"571", "Allowed RODC Password Replication Group"},
    {"572", "Denied RODC Password Replication Group"},
};

template <std::size_t kCount>
std::string_view Find(const NamedSid (&table)[kCount], std::string_view sid) {
  const auto found = std::lower_bound(
      std::begin(table), std::end(table), sid,
      [](const NamedSid& entry, std::string_view wanted) { return entry.sid < wanted; });
  return found != std::end(table) && found->sid == sid ? found->name : std::string_view();
}

}  // namespace

std::string_view WellKnownSidName(std::string_view sid) {
  if (sid.starts_with("S-1-5-21-")) return Find(kRelative, sid.substr(sid.rfind('-') + 1));
  return Find(kWhole, sid);
}

}  // namespace logonloom
