// The words of all enums that the views show; enum_values is filled from here.
#include <array>

#include "logonloom/sessions.h"

namespace logonloom {
namespace {

struct Entry {
  std::string_view word;
  std::string_view meaning;
};

template <typename Enum, std::size_t kSize>
std::string_view Lookup(const std::array<Entry, kSize>& table, Enum value) {
  const auto place = static_cast<std::size_t>(value);
  return place < kSize ? table[place].word : std::string_view();
}

constexpr std::size_t Count(auto last) { return static_cast<std::size_t>(last) + 1; }

constexpr std::array<Entry, Count(BootBasis::kFirstRecord)> kBootBasis = {{
    {"unknown", "The boot began before the first record."},
    {"kernel_start", "Kernel-General 12, its StartTime."},
    {"security_start", "Security 4608, or the kernel's records just ahead of it."},
    {"event_log_start", "EventLog 6005."},
    {"boot_key", "The boot key in ActivityIDs changed; the time is the key's."},
    {"logon_id_drop", "A new logon's LUID lies far below the highest so far."},
    {"service_start", "A service's start record where no log of boots covers the moment."},
    {"first_record", "The first record of the boot."},
}};
constexpr std::array<Entry, Count(BootEndBasis::kNextBoot)> kBootEndBasis = {{
    {"unknown", "No record tells how the boot ended."},
    {"kernel_stop", "Kernel-General 13."},
    {"event_log_stop", "EventLog 6006."},
    {"security_stop", "Security 1100."},
    {"unexpected_shutdown", "EventLog 6008 of the next boot: the last time alive."},
    {"next_boot", "Only the next boot shows the end; the time is that of the last record."},
}};
constexpr std::array<Entry, Count(AccountClass::kSystem)> kAccountClass = {{
    {"user", "A person's account, or one that cannot be told from it."},
    {"machine", "A computer account or a managed service account, its name ends in $."},
    {"service", "LOCAL SERVICE, NETWORK SERVICE or IUSR."},
    {"virtual", "A virtual account: a service's, an application pool's, DWM's, UMFD's."},
    {"anonymous", "ANONYMOUS LOGON."},
    {"system", "SYSTEM."},
}};
constexpr std::array<Entry, Count(StartBasis::kImplied)> kStartBasis = {{
    {"logon_event", "Security 4624."},
    {"group_event", "Security 4626, 4627 or LSA 300."},
    {"sysmon", "The logon time inside Sysmon's LogonGuid."},
    {"implied", "Only later records name the session: it began at or before the first."},
}};
constexpr std::array<Entry, Count(LinkedBasis::kInferred)> kLinkedBasis = {{
    {"", ""},
    {"recorded", "Both 4624 name each other as linked."},
    {"one_sided", "One 4624 names the other half, whose own 4624 is missing."},
    {"inferred", "Told from two 4624 of older versions, or from the use of two LUIDs."},
}};
constexpr std::array<Entry, Count(Purpose::kWellKnown)> kPurpose = {{
    {"unknown", "Not known."},
    {"desktop", "A person's desktop at the console."},
    {"remote_desktop", "A person's desktop over RDP."},
    {"interactive", "A desktop, console or RDP not known."},
    {"network", "Access over the network: SMB, RPC, HTTP and the like."},
    {"nla", "Network level authentication ahead of an RDP desktop."},
    {"unlock", "Made to unlock a desktop that goes on."},
    {"reconnect", "Made to return to a desktop that goes on."},
    {"runas", "A program started as another user from a session."},
    {"logon_user", "A program on this machine checked or used credentials."},
    {"elevation", "Another user's credentials given to elevate a program."},
    {"new_credentials", "A copy of the caller with other credentials for the network (type 9)."},
    {"batch", "A scheduled task."},
    {"service", "A service."},
    {"ssh", "A shell over SSH."},
    {"ssh_lookup", "sshd looked the user up before it checked the password."},
    {"winrm", "WinRM or PowerShell remoting."},
    {"window_manager", "DWM or UMFD of a desktop."},
    {"system", "The machine itself (0x3e7)."},
    {"well_known", "LOCAL SERVICE, NETWORK SERVICE, IUSR or anonymous, one per boot."},
}};
constexpr std::array<Entry, Count(EndReason::kAbandoned)> kEndReason = {{
    {"unknown", "Not known; missing records may hold the end."},
    {"logoff", "The user logged off, or the session was destroyed."},
    {"disconnect", "The client went away, the desktop stayed."},
    {"superseded", "Another connection took the desktop, or the LUID was used again."},
    {"shutdown", "The machine was shut down."},
    {"inferred_boundary", "The boot ended without a stop record; only bounds are known."},
    {"still_open_at_end_of_log", "Open at the last record, none is missing up to there."},
    {"access_denied", "Every attempt failed."},
    {"abandoned", "The attempt led to nothing and no failure is recorded."},
}};
constexpr std::array<Entry, Count(EndBasis::kFailure)> kEndBasis = {{
    {"none", "Nothing tells the end."},
    {"logoff_event", "Security 4634."},
    {"logoff_initiated", "Security 4647."},
    {"partner", "The linked half's 4647."},
    {"local_session", "LocalSessionManager 23 or Winlogon 7002."},
    {"disconnect_event", "LocalSessionManager 24, 39, Security 4779 or RdpCoreTS 102, 103."},
    {"boot_end", "The end of the boot."},
    {"next_use", "The next connection to the desktop, or the next use of the LUID."},
    {"end_of_log", "The end of the log."},
    {"failure", "The last failed attempt."},
}};
constexpr std::array<Entry, Count(SessionKind::kGateway)> kSessionKind = {{
    {"interactive", "Console or RDP, not known which."},
    {"console", "At the machine's own keyboard and screen."},
    {"rdp", "Remote desktop."},
    {"network", "A network logon: SMB, RPC, HTTP and the like."},
    {"ssh", "OpenSSH."},
    {"winrm", "WinRM or PowerShell remoting."},
    {"gateway", "A remote desktop gateway."},
}};
constexpr std::array<Entry, Count(Outcome::kAbandoned)> kOutcome = {{
    {"established", "The person got in."},
    {"failed", "All attempts failed."},
    {"authenticated_only", "Network authentication succeeded, no desktop is recorded."},
    {"taken_over", "A desktop was taken over without a logon."},
    {"abandoned", "A connection without authentication or failure."},
}};
constexpr std::array<Entry, Count(EvidenceRole::kUse)> kEvidenceRole = {{
    {"attempt", "A connection or request that began the attempt."},
    {"failure", "A failed attempt."},
    {"network_auth", "Network authentication."},
    {"logon", "The creation of a logon session."},
    {"privileges", "Special privileges of a logon session."},
    {"linked", "The other half of a linked pair."},
    {"begin", "The begin of the local session."},
    {"reconnect", "A reconnect to the desktop."},
    {"lock", "A lock."},
    {"unlock", "An unlock."},
    {"disconnect", "A disconnect or its reason."},
    {"logoff", "A logoff."},
    {"takeover", "The displacement of one session by another."},
    {"end_bound", "A record that bounds the end."},
    {"by_product", "A logon session that only serves this one."},
    {"use", "A use of the session."},
}};
constexpr std::array<Entry, Count(GapKind::kTruncated)> kGapKind = {{
    {"cleared", "The log was cleared."},
    {"record_gap", "Record ids are missing."},
    {"time_gap", "No records for an unusual time."},
    {"clock_change", "The clock was changed."},
    {"renumbered", "Records stand under other ids in another file."},
    {"truncated", "A file ends inside a chunk."},
}};

template <std::size_t kSize>
void Append(std::vector<EnumWord>& words, std::string_view name,
            const std::array<Entry, kSize>& table) {
  for (const Entry& entry : table)
    if (!entry.word.empty()) words.push_back({name, entry.word, entry.meaning});
}

std::vector<EnumWord> AllWords() {
  std::vector<EnumWord> words;
  Append(words, "boot_start_basis", kBootBasis);
  Append(words, "boot_end_basis", kBootEndBasis);
  Append(words, "account_class", kAccountClass);
  Append(words, "start_basis", kStartBasis);
  Append(words, "linked_basis", kLinkedBasis);
  Append(words, "purpose", kPurpose);
  Append(words, "end_reason", kEndReason);
  Append(words, "end_basis", kEndBasis);
  Append(words, "kind", kSessionKind);
  Append(words, "outcome", kOutcome);
  Append(words, "role", kEvidenceRole);
  Append(words, "gap_kind", kGapKind);
  return words;
}

}  // namespace

std::string_view Word(BootBasis value) { return Lookup(kBootBasis, value); }
std::string_view Word(BootEndBasis value) { return Lookup(kBootEndBasis, value); }
std::string_view Word(AccountClass value) { return Lookup(kAccountClass, value); }
std::string_view Word(StartBasis value) { return Lookup(kStartBasis, value); }
std::string_view Word(LinkedBasis value) { return Lookup(kLinkedBasis, value); }
std::string_view Word(Purpose value) { return Lookup(kPurpose, value); }
std::string_view Word(EndReason value) { return Lookup(kEndReason, value); }
std::string_view Word(EndBasis value) { return Lookup(kEndBasis, value); }
std::string_view Word(SessionKind value) { return Lookup(kSessionKind, value); }
std::string_view Word(Outcome value) { return Lookup(kOutcome, value); }
std::string_view Word(EvidenceRole value) { return Lookup(kEvidenceRole, value); }
std::string_view Word(GapKind value) { return Lookup(kGapKind, value); }

const std::vector<EnumWord>& EnumWords() {
  static const std::vector<EnumWord> words = AllWords();
  return words;
}

}  // namespace logonloom
