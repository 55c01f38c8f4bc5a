// The words of all enums that the views show; enum_values is filled from here. A switch per enum,
// so that an enumerator without a word does not compile.
#include <optional>

#include "logonloom/sessions.h"

#pragma GCC diagnostic error "-Wswitch"

namespace logonloom {
namespace {

struct Entry {
  std::string_view word;  // empty: NULL in the views, not listed
  std::string_view meaning;
};
using Description = std::optional<Entry>;  // nullopt behind the last enumerator

Description Describe(BootBasis value) {
  using enum BootBasis;
  switch (value) {
    case kUnknown:
      return Entry{"unknown", "The boot began before the first record."};
    case kKernelStart:
      return Entry{"kernel_start", "Kernel-General 12, its StartTime."};
    case kSecurityStart:
      return Entry{"security_start", "Security 4608, SYSTEM's 4624 of type 0 behind it, or the kernel's records just ahead of it."};
    case kEventLogStart:
      return Entry{"event_log_start", "EventLog 6005."};
    case kBootKey:
      return Entry{"boot_key", "The boot key in ActivityIDs changed; the time is the key's."};
    case kLogonIdDrop:
      return Entry{"logon_id_drop", "A new logon's LUID lies far below the highest so far."};
    case kServiceStart:
      return Entry{"service_start",
                   "A service's start record where no log of boots covers the moment."};
    case kFirstRecord:
      return Entry{"first_record", "The first record of the boot."};
    case kSysmonLogon:
      return Entry{"sysmon_logon", "Sysmon's id of SYSTEM's logon changed; the time is the id's."};
  }
  return std::nullopt;
}

Description Describe(BootEndBasis value) {
  using enum BootEndBasis;
  switch (value) {
    case kUnknown:
      return Entry{"unknown", "No record tells how the boot ended."};
    case kKernelStop:
      return Entry{"kernel_stop", "Kernel-General 13."};
    case kEventLogStop:
      return Entry{"event_log_stop", "EventLog 6006."};
    case kSecurityStop:
      return Entry{"security_stop", "Security 1100."};
    case kUnexpectedShutdown:
      return Entry{"unexpected_shutdown", "EventLog 6008 of the next boot: the last time alive."};
    case kNextBoot:
      return Entry{"next_boot",
                   "Only the next boot shows the end; the time is that of the last record."};
  }
  return std::nullopt;
}

Description Describe(AccountClass value) {
  using enum AccountClass;
  switch (value) {
    case kUser:
      return Entry{"user", "A person's account, or one that cannot be told from it."};
    case kMachine:
      return Entry{"machine",
                   "A computer account or a managed service account: its name ends in $, and "
                   "nothing tells that it is a person's."};
    case kService:
      return Entry{"service", "LOCAL SERVICE, NETWORK SERVICE or IUSR."};
    case kVirtual:
      return Entry{"virtual",
                   "A virtual account: a service's, an application pool's, DWM's, UMFD's."};
    case kAnonymous:
      return Entry{"anonymous", "ANONYMOUS LOGON."};
    case kSystem:
      return Entry{"system", "SYSTEM."};
  }
  return std::nullopt;
}

Description Describe(StartBasis value) {
  using enum StartBasis;
  switch (value) {
    case kLogonEvent:
      return Entry{"logon_event", "Security 4624."};
    case kGroupEvent:
      return Entry{"group_event", "Security 4626, 4627 or LSA 300."};
    case kSysmon:
      return Entry{"sysmon", "The logon time inside Sysmon's LogonGuid."};
    case kImplied:
      return Entry{"implied",
                   "Only later records name the session: it began at or before the first."};
  }
  return std::nullopt;
}

Description Describe(LinkedBasis value) {
  using enum LinkedBasis;
  switch (value) {
    case kNotLinked:
      return Entry{};
    case kRecorded:
      return Entry{"recorded", "Both 4624 name each other as linked."};
    case kOneSided:
      return Entry{"one_sided", "One 4624 names the other half, whose own 4624 is missing."};
    case kInferred:
      return Entry{"inferred",
                   "Told from two 4624 of older versions, or from the use of two LUIDs."};
  }
  return std::nullopt;
}

Description Describe(Purpose value) {
  using enum Purpose;
  switch (value) {
    case kUnknown:
      return Entry{"unknown", "Not known."};
    case kDesktop:
      return Entry{"desktop", "A person's desktop; at the console where its 4624 is logged."};
    case kRemoteDesktop:
      return Entry{"remote_desktop", "A person's desktop over RDP."};
    case kInteractive:
      return Entry{"interactive", "A desktop, console or RDP not known."};
    case kNetwork:
      return Entry{"network", "Access over the network: SMB, RPC, HTTP and the like."};
    case kNla:
      return Entry{"nla", "Network level authentication ahead of an RDP desktop."};
    case kUnlock:
      return Entry{"unlock", "Made to unlock a desktop that goes on."};
    case kReconnect:
      return Entry{"reconnect", "Made to return to a desktop that goes on."};
    case kRunas:
      return Entry{"runas", "A program started as another user from a session."};
    case kLogonUser:
      return Entry{"logon_user", "A program on this machine checked or used credentials."};
    case kElevation:
      return Entry{"elevation", "Another user's credentials given to elevate a program."};
    case kNewCredentials:
      return Entry{"new_credentials",
                   "A copy of the caller with other credentials for the network (type 9)."};
    case kBatch:
      return Entry{"batch", "A scheduled task."};
    case kService:
      return Entry{"service", "A service."};
    case kSsh:
      return Entry{"ssh", "A shell over SSH."};
    case kSshLookup:
      return Entry{"ssh_lookup", "sshd looked the user up before it checked the password."};
    case kWinrm:
      return Entry{"winrm", "WinRM or PowerShell remoting."};
    case kWindowManager:
      return Entry{"window_manager", "DWM or UMFD of a desktop."};
    case kSystem:
      return Entry{"system", "The machine itself (0x3e7)."};
    case kWellKnown:
      return Entry{"well_known",
                   "LOCAL SERVICE, NETWORK SERVICE, IUSR or anonymous, one per boot."};
  }
  return std::nullopt;
}

Description Describe(EndReason value) {
  using enum EndReason;
  switch (value) {
    case kUnknown:
      return Entry{"unknown", "Not known; missing records may hold the end."};
    case kLogoff:
      return Entry{"logoff", "The user logged off, or the session was destroyed."};
    case kDisconnect:
      return Entry{"disconnect", "The client went away, the desktop stayed."};
    case kSuperseded:
      return Entry{"superseded",
                   "Another connection took the desktop, or its session id or LUID was used again; how "
                   "it had ended is not told then."};
    case kShutdown:
      return Entry{"shutdown", "The machine was shut down."};
    case kInferredBoundary:
      return Entry{"inferred_boundary",
                   "The boot ended, and no record that is left tells how; only bounds are known."};
    case kStillOpenAtEndOfLog:
      return Entry{"still_open_at_end_of_log",
                   "Open at the last record, none is missing up to there."};
    case kAccessDenied:
      return Entry{"access_denied", "Every attempt failed."};
    case kAbandoned:
      return Entry{"abandoned", "The attempt led to nothing and no failure is recorded."};
  }
  return std::nullopt;
}

Description Describe(EndBasis value) {
  using enum EndBasis;
  switch (value) {
    case kNoBasis:
      return Entry{"none", "Nothing tells the end."};
    case kLogoffEvent:
      return Entry{"logoff_event", "Security 4634."};
    case kLogoffInitiated:
      return Entry{"logoff_initiated", "Security 4647."};
    case kPartner:
      return Entry{"partner", "The linked half's 4647."};
    case kLocalSession:
      return Entry{"local_session", "LocalSessionManager 23 or Winlogon 7002."};
    case kDisconnectEvent:
      return Entry{"disconnect_event",
                   "LocalSessionManager 24, 39, Security 4779 or RdpCoreTS 102, 103."};
    case kBootEnd:
      return Entry{"boot_end", "The end of the boot."};
    case kNextUse:
      return Entry{"next_use", "The next connection to the desktop, or the next use of the LUID."};
    case kEndOfLog:
      return Entry{"end_of_log", "The end of the log."};
    case kFailure:
      return Entry{"failure", "The last failed attempt."};
  }
  return std::nullopt;
}

Description Describe(SessionKind value) {
  using enum SessionKind;
  switch (value) {
    case kInteractive:
      return Entry{"interactive", "Console or RDP, not known which."};
    case kConsole:
      return Entry{"console", "At the machine's own keyboard and screen."};
    case kRdp:
      return Entry{"rdp", "Remote desktop."};
    case kNetwork:
      return Entry{"network", "A network logon: SMB, RPC, HTTP and the like."};
    case kSsh:
      return Entry{"ssh", "OpenSSH."};
    case kWinrm:
      return Entry{"winrm", "WinRM or PowerShell remoting."};
    case kGateway:
      return Entry{"gateway", "A remote desktop gateway."};
  }
  return std::nullopt;
}

Description Describe(Outcome value) {
  using enum Outcome;
  switch (value) {
    case kEstablished:
      return Entry{"established", "The person got in."};
    case kFailed:
      return Entry{"failed", "All attempts failed."};
    case kAuthenticatedOnly:
      return Entry{"authenticated_only",
                   "Network authentication succeeded, no desktop is recorded."};
    case kTakenOver:
      return Entry{"taken_over", "A desktop was taken over without a logon."};
    case kAbandoned:
      return Entry{"abandoned", "A connection without authentication or failure."};
  }
  return std::nullopt;
}

Description Describe(EvidenceRole value) {
  using enum EvidenceRole;
  switch (value) {
    case kAttempt:
      return Entry{"attempt", "A connection or request that began the attempt."};
    case kFailure:
      return Entry{"failure", "A failed attempt."};
    case kNetworkAuth:
      return Entry{"network_auth", "Network authentication."};
    case kLogon:
      return Entry{"logon", "The creation of a logon session."};
    case kPrivileges:
      return Entry{"privileges", "Special privileges of a logon session."};
    case kLinked:
      return Entry{"linked", "The other half of a linked pair."};
    case kBegin:
      return Entry{"begin", "The begin of the local session."};
    case kReconnect:
      return Entry{"reconnect", "A reconnect to the desktop."};
    case kLock:
      return Entry{"lock", "A lock."};
    case kUnlock:
      return Entry{"unlock", "An unlock."};
    case kDisconnect:
      return Entry{"disconnect", "A disconnect or its reason."};
    case kLogoff:
      return Entry{"logoff", "A logoff."};
    case kTakeover:
      return Entry{"takeover", "The displacement of one session by another."};
    case kEndBound:
      return Entry{"end_bound", "A record that bounds the end."};
    case kByProduct:
      return Entry{"by_product", "A logon session that only serves this one."};
    case kUse:
      return Entry{"use", "A use of the session."};
  }
  return std::nullopt;
}

Description Describe(GapKind value) {
  using enum GapKind;
  switch (value) {
    case kCleared:
      return Entry{"cleared", "The log was cleared."};
    case kRecordGap:
      return Entry{"record_gap", "Record ids are missing."};
    case kTimeGap:
      return Entry{"time_gap", "No records for an unusual time."};
    case kClockChange:
      return Entry{"clock_change", "The clock was changed."};
    case kRenumbered:
      return Entry{"renumbered", "Records stand under other ids in another file."};
    case kTruncated:
      return Entry{"truncated", "A file ends inside a chunk."};
  }
  return std::nullopt;
}

template <typename Enum>
std::string_view WordOf(Enum value) {
  return Describe(value).value_or(Entry{}).word;
}

template <typename Enum>
void Append(std::vector<EnumWord>& words, std::string_view name) {
  for (int i = 0; const auto entry = Describe(static_cast<Enum>(i)); ++i)
    if (!entry->word.empty()) words.push_back({name, entry->word, entry->meaning});
}

std::vector<EnumWord> AllWords() {
  std::vector<EnumWord> words;
  Append<BootBasis>(words, "boot_start_basis");
  Append<BootEndBasis>(words, "boot_end_basis");
  Append<AccountClass>(words, "account_class");
  Append<StartBasis>(words, "start_basis");
  Append<LinkedBasis>(words, "linked_basis");
  Append<Purpose>(words, "purpose");
  Append<EndReason>(words, "end_reason");
  Append<EndBasis>(words, "end_basis");
  Append<SessionKind>(words, "kind");
  Append<Outcome>(words, "outcome");
  Append<EvidenceRole>(words, "role");
  Append<GapKind>(words, "gap_kind");
  return words;
}

}  // namespace

std::string_view Word(BootBasis value) { return WordOf(value); }
std::string_view Word(BootEndBasis value) { return WordOf(value); }
std::string_view Word(AccountClass value) { return WordOf(value); }
std::string_view Word(StartBasis value) { return WordOf(value); }
std::string_view Word(LinkedBasis value) { return WordOf(value); }
std::string_view Word(Purpose value) { return WordOf(value); }
std::string_view Word(EndReason value) { return WordOf(value); }
std::string_view Word(EndBasis value) { return WordOf(value); }
std::string_view Word(SessionKind value) { return WordOf(value); }
std::string_view Word(Outcome value) { return WordOf(value); }
std::string_view Word(EvidenceRole value) { return WordOf(value); }
std::string_view Word(GapKind value) { return WordOf(value); }

const std::vector<EnumWord>& EnumWords() {
  static const std::vector<EnumWord> words = AllWords();
  return words;
}

}  // namespace logonloom
