// What correlation makes of the events: machines, boots and the three layers of sessions.
// Meanings of all members are those of the like-named view columns (docs/case-db.md).
// References between objects are indices into the vectors of Correlation; -1 means none.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logonloom/bulk_list.h"
#include "logonloom/event.h"
#include "logonloom/event_table.h"
#include "logonloom/shared_text.h"
#include "logonloom/types.h"

namespace logonloom {

using Index = std::int32_t;
inline constexpr Index kNone = -1;

// Enum order is persisted (see enum_values): append only.
enum class BootBasis : std::uint8_t {
  kUnknown,
  kKernelStart,
  kSecurityStart,
  kEventLogStart,
  kBootKey,
  kLogonIdDrop,
  kServiceStart,
  kFirstRecord,
  kSysmonLogon
};
enum class BootEndBasis : std::uint8_t {
  kUnknown,
  kKernelStop,
  kEventLogStop,
  kSecurityStop,
  kUnexpectedShutdown,
  kNextBoot
};
enum class AccountClass : std::uint8_t { kUser, kMachine, kService, kVirtual, kAnonymous, kSystem };
enum class StartBasis : std::uint8_t { kLogonEvent, kGroupEvent, kSysmon, kImplied };
enum class LinkedBasis : std::uint8_t { kNotLinked, kRecorded, kOneSided, kInferred };
enum class Purpose : std::uint8_t {
  kUnknown,
  kDesktop,
  kRemoteDesktop,
  kInteractive,
  kNetwork,
  kNla,
  kUnlock,
  kReconnect,
  kRunas,
  kLogonUser,
  kElevation,
  kNewCredentials,
  kBatch,
  kService,
  kSsh,
  kSshLookup,
  kWinrm,
  kWindowManager,
  kSystem,
  kWellKnown
};
enum class EndReason : std::uint8_t {
  kUnknown,
  kLogoff,
  kDisconnect,
  kSuperseded,
  kShutdown,
  kInferredBoundary,
  kStillOpenAtEndOfLog,
  kAccessDenied,
  kAbandoned
};
enum class EndBasis : std::uint8_t {
  kNoBasis,
  kLogoffEvent,
  kLogoffInitiated,
  kPartner,
  kLocalSession,
  kDisconnectEvent,
  kBootEnd,
  kNextUse,
  kEndOfLog,
  kFailure
};
enum class SessionKind : std::uint8_t {
  kInteractive,
  kConsole,
  kRdp,
  kNetwork,
  kSsh,
  kWinrm,
  kGateway
};
enum class Outcome : std::uint8_t {
  kEstablished,
  kFailed,
  kAuthenticatedOnly,
  kTakenOver,
  kAbandoned
};
enum class EvidenceRole : std::uint8_t {
  kAttempt,
  kFailure,
  kNetworkAuth,
  kLogon,
  kPrivileges,
  kLinked,
  kBegin,
  kReconnect,
  kLock,
  kUnlock,
  kDisconnect,
  kLogoff,
  kTakeover,
  kEndBound,
  kByProduct,
  kUse
};
enum class GapKind : std::uint8_t {
  kCleared,
  kRecordGap,
  kTimeGap,
  kClockChange,
  kRenumbered,
  kTruncated
};

// What ties an event to its logon session.
enum class Attribution : std::uint8_t {
  kLogonId,   // the record names it
  kLinked,    // another record of the same act names it
  kProcess,   // the record names a process that ran in it
  kTimeOnly,  // the only session of the account that was open then
};

// The words used in the views, «inferred_boundary». One table; enum_values is filled from it.
std::string_view Word(BootBasis value);
std::string_view Word(BootEndBasis value);
std::string_view Word(AccountClass value);
std::string_view Word(StartBasis value);
std::string_view Word(LinkedBasis value);
std::string_view Word(Purpose value);
std::string_view Word(EndReason value);
std::string_view Word(EndBasis value);
std::string_view Word(SessionKind value);
std::string_view Word(Outcome value);
std::string_view Word(EvidenceRole value);
std::string_view Word(GapKind value);

struct EnumWord {
  std::string_view name;     // «end_reason»
  std::string_view value;    // «logoff»
  std::string_view meaning;  // one sentence
};
// All words of all enums above, for enum_values.
const std::vector<EnumWord>& EnumWords();

// The name by which people quote a session or a process, «L-7k2m9x0c4d». What is longer is cut.
class ShortName {
 public:
  ShortName() = default;
  ShortName(std::string_view text) { text.copy(text_.data(), kLongest); }
  ShortName(const std::string& text) : ShortName(std::string_view(text)) {}
  ShortName(const char* text) : ShortName(std::string_view(text)) {}
  std::string_view view() const { return text_.data(); }
  operator std::string_view() const { return view(); }
  friend auto operator<=>(const ShortName&, const ShortName&) = default;

 private:
  static constexpr std::size_t kLongest = 15;
  std::array<char, kLongest + 1> text_{};
};

struct Host {
  std::string name;                  // at the highest record id
  std::vector<std::string> aliases;  // other names, sorted
  std::string domain;
  std::string os_hint;
  std::string machine_sid;
  FileTime first_time, last_time;
};

struct Boot {
  Index host = kNone;
  std::int32_t number = 0;  // counted from 1 per host, in record order
  std::optional<FileTime> start_time;
  BootBasis start_basis = BootBasis::kUnknown;
  std::optional<FileTime> end_time;
  BootEndBasis end_basis = BootEndBasis::kUnknown;
  std::optional<bool> clean;
  std::string boot_key;
  std::optional<FileTime> first_time, last_time;  // earliest and latest of its records
  std::optional<bool> adjacent;  // no boot can lie between the one ahead and this one
};

// An end with its bounds. `time` is NULL where only a window is known.
struct SessionEnd {
  std::optional<FileTime> time;
  std::optional<FileTime> lower;
  std::optional<FileTime> upper;
  EndReason reason = EndReason::kUnknown;
  EndBasis basis = EndBasis::kNoBasis;
  double confidence = 0;  // 1 record, 0.9 derived, 0.5 window, 0 none
};

// A user's name, canonical: one account has one spelling in all sessions of a machine.
struct User {
  SharedText name;
  SharedText domain;
  SharedText sid;
};

struct TokenGroup {
  std::string_view sid;  // in the pool's text
  bool special = false;  // 4964: in the list of groups to be watched

  friend auto operator<=>(const TokenGroup&, const TokenGroup&) = default;
};

struct LogonSession {
  ShortName key;
  Index host = kNone;
  Index boot = kNone;
  Luid logon_id = 0;
  User user;
  AccountClass account_class = AccountClass::kUser;
  std::optional<std::uint32_t> logon_type;
  Purpose purpose = Purpose::kUnknown;
  std::optional<FileTime> start_time;
  StartBasis start_basis = StartBasis::kImplied;
  SessionEnd end;
  Index linked = kNone;
  LinkedBasis linked_basis = LinkedBasis::kNotLinked;
  std::optional<bool> elevated;
  Index parent = kNone;          // logon session of the caller
  Index access_session = kNone;  // that it serves
  Index local_session = kNone;
  SharedText source_ip;  // canonical, empty if none
  std::uint32_t source_port = 0;
  SharedText source_zone;
  SharedText source_host;
  SharedText auth_package, lm_package, logon_process, process_name, logon_guid;
  SharedText restricted_admin, impersonation_level;
  std::uint32_t key_length = 0;
  std::uint64_t process_id = 0;
  std::optional<bool> virtual_account;
  User outbound;
  std::vector<std::string_view> privileges;  // of 4672 and 4703, sorted; in the pool's texts
  std::vector<TokenGroup> groups;       // of 4627, 4964 and LSA 300, by SID
  double confidence = 0;
};

struct LocalSession {
  Index host = kNone;
  Index boot = kNone;
  std::uint32_t ts_session_id = 0;
  std::int32_t use_number = 1;
  User user;
  std::optional<FileTime> start_time;
  SessionEnd end;
  std::int32_t connects = 0;
  Index logon_session = kNone;
};

struct AccessSession {
  ShortName key;
  Index host = kNone;
  Index boot = kNone;
  User user;
  AccountClass account_class = AccountClass::kUser;
  SessionKind kind = SessionKind::kInteractive;
  Outcome outcome = Outcome::kEstablished;
  std::optional<FileTime> attempt_time;
  std::optional<FileTime> start_time;
  SessionEnd end;
  SharedText source_ip;  // canonical
  std::uint32_t source_port = 0;
  SharedText source_zone;
  SharedText source_host;
  std::optional<bool> is_local;
  std::optional<std::uint32_t> logon_type;
  SharedText auth_package;
  Index logon_session = kNone;   // the desktop's: the filtered half
  std::optional<bool> elevated;  // the session has an elevated half or is one
  Index local_session = kNone;
  std::optional<std::uint32_t> ts_session_id;
  Index reconnect_of = kNone;
  Index superseded_by = kNone;
  std::int32_t failures = 0;
  std::int32_t lock_count = 0;
  SharedText connection_id;
  std::optional<Ticks> duration;  // start to end on a clock that only flows
  SharedText unseen;             // what the logs could not show of it, in words
  double begin_confidence = 0;
  double confidence = 0;  // the lower of begin and end
};

// One record's part in a session. `rule` names the rule that joined it (docs/correlation.md).
struct SessionEvidence {
  Index access_session = kNone;
  Index logon_session = kNone;
  Index event = kNone;  // into Correlation::events
  EvidenceRole role = EvidenceRole::kUse;
  std::string_view rule;  // a literal
};

struct Link {
  Index from_host = kNone;
  Index from_logon_session = kNone;
  Index to_host = kNone;
  Index to_logon_session = kNone;
  std::string_view kind;   // «runas»
  std::string_view basis;  // «subject_logon_id»
  std::optional<FileTime> time;
  double confidence = 0;
  std::optional<double> clock_skew_seconds;  // clock of to_host less that of from_host
  bool ambiguous = false;                    // others fit as well; the nearest was taken
  Index to_access_session = kNone;           // over machines: what came in, also if it failed
};

// Failed attempts of one source in one boot, pauses of at most five minutes.
struct AttemptGroup {
  Index host = kNone;
  Index boot = kNone;
  std::vector<std::string> users;    // sorted, distinct
  std::vector<std::string> sources;  // sorted, distinct
  FileTime first_time, last_time;
  std::int64_t count = 0;
  std::vector<std::pair<std::uint32_t, std::int64_t>> statuses;  // status → count, by status
  Index first_success = kNone;                                   // access session
};

struct Gap {
  Index host = kNone;
  std::string channel;
  GapKind kind = GapKind::kRecordGap;
  std::optional<FileTime> from_time, to_time;
  std::optional<std::uint64_t> from_record_id, to_record_id;
  Index event = kNone;
};

// What correlation knows of an event beside its content; parallel to Correlation::events.
struct EventPlace {
  Index host = kNone;
  Index boot = kNone;
  Index logon_session = kNone;  // of the owner, by the generic rule of the catalogue
  Index access_session = kNone;
  Attribution attribution = Attribution::kLogonId;
};

// What the evidence holds of one channel of one machine, counting every record.
struct ChannelStatistics {
  Index host = kNone;
  std::string channel;
  std::optional<FileTime> first_time, last_time;
  std::uint64_t first_record_id = 0, last_record_id = 0;
  std::uint64_t records = 0;  // what several files hold counts once
  std::uint64_t missing_record_ids = 0;  // between the first and the last
};

// The whole answer. Vectors are in canonical order, so indices are deterministic: hosts by name,
// boots by (host, number), events by (host, channel, id space, record id), sessions by (host,
// boot, start or first record).
struct Correlation {
  EventTable events;  // without duplicates
  BulkList<EventPlace> places;
  BulkList<std::pair<Index, RecordRef>> duplicates;  // kept event, the other source
  std::vector<Host> hosts;
  std::vector<Boot> boots;
  BulkList<LogonSession> logon_sessions;
  BulkList<LocalSession> local_sessions;
  BulkList<AccessSession> access_sessions;
  BulkList<SessionEvidence> evidence;
  BulkList<Link> links;
  std::vector<AttemptGroup> attempt_groups;
  std::vector<Gap> gaps;
  std::vector<ChannelStatistics> channels;  // by host, channel
  std::vector<Diagnostic> diagnostics;
};

// Which record ids of one channel a file holds, of every record, also of those that gave no
// event: only with it can correlation tell a missing record from one that does not matter.
struct ChannelExtent {
  Symbol computer;  // as logged
  Symbol channel;
  std::int32_t file_index = -1;  // of the one file that it tells of
  std::int32_t folder = -1;      // of that file: files that were found together have one number
  std::vector<std::pair<std::uint64_t, std::uint64_t>> id_ranges;  // closed, sorted, disjoint
  std::optional<FileTime> first_time, last_time;  // earliest, latest; nullopt if no record has one
  std::uint64_t records = 0;
  std::uint32_t space = 0;  // of its ids in the channel, as events are placed; set by correlation
  bool truncated = false;  // the file ends inside a chunk
  bool named = true;       // by a record that is whole; of torn ones the name may be torn
};

// Events → sessions. Pure: the same set of events gives the same result, whatever their order and
// the number of threads, of which each takes one machine after the other. Events of different
// machines may be mixed. Where `extents` has nothing on a channel, the ids of its events are taken
// for all that the channel holds.
Correlation Correlate(EventTable events, std::vector<ChannelExtent> extents = {},
                      unsigned threads = 1);

}  // namespace logonloom
