#include "casedb/logged_values.h"

#include "base/ip_address.h"
#include "casedb/rows.h"

namespace logonloom {
namespace {

bool IsAuthentication(EventKind kind) {
  switch (kind) {
    case EventKind::kLogonFailed:
    case EventKind::kTicketGrantingRequested:
    case EventKind::kTicketRequested:
    case EventKind::kPreAuthenticationFailed:
    case EventKind::kCredentialsValidated:
    case EventKind::kTicketRenewed:
    case EventKind::kTicketGrantingFailed:
    case EventKind::kTicketFailed:
    case EventKind::kValidationFailed:
    case EventKind::kTicketGrantingDenied:
    case EventKind::kTicketDenied:
    case EventKind::kNtlmDenied:
    case EventKind::kPreAuthenticationDenied:
      return true;
    default:
      return false;
  }
}

// An unchanged account's record gives «-» for both.
bool HasFlags(const Event& e) {
  const bool account =
      e.event_id == 4720 || e.event_id == 4738 || e.event_id == 4741 || e.event_id == 4742;
  return account && e.kind == EventKind::kActivity && (e.old_flags | e.flags) != 0;
}

// Message numbers stand on lines of their own.
std::string MessageNumbers(std::string_view text) {
  std::string numbers;
  for (const char c : text) {
    if (c == '%' || (c >= '0' && c <= '9'))
      numbers += c;
    else if (!numbers.empty() && numbers.back() != ' ')
      numbers += ' ';
  }
  if (!numbers.empty() && numbers.back() == ' ') numbers.pop_back();
  return numbers;
}

void FillAuthentication(Row& row, const Event& e, StringRows& strings) {
  const bool failed_logon = e.kind == EventKind::kLogonFailed;
  const bool renewed = e.kind == EventKind::kTicketRenewed;  // has no status
  strings.Put(row, e.target.name);
  strings.Put(row, e.target.domain);
  strings.Put(row, e.target.sid);
  strings.Put(row, e.object);
  strings.Put(row, e.auth_package);
  row.Text(CanonicalAddress(e.address.view())).NumberOrNull(e.port);
  strings.Put(row, e.workstation);
  row.NumberOrNull(e.flags).NumberOrNull(e.ticket_encryption).Number(e.reason);
  renewed ? row.Null() : row.Number(e.status);
  failed_logon ? row.Number(e.sub_status) : row.Null();
  strings.Put(row, failed_logon ? e.message : Symbol());
}

void FillFlags(Row& row, const Event& e, StringRows& strings) {
  strings.Put(row, e.target.name);
  strings.Put(row, e.target.domain);
  strings.Put(row, e.target.sid);
  row.Number(e.old_flags).Number(e.flags).Text(MessageNumbers(e.message.view()));
}

}  // namespace

void WriteLoggedValues(SQLite::Database& db, const EventTable& events, StringRows& strings) {
  InsertCounted(db, "authentication", events.size(), [&](Row& row, std::size_t i) {
    if (!IsAuthentication(events[i].kind)) return false;
    FillAuthentication(row.Number(static_cast<std::int64_t>(i) + 1), events[i], strings);
    return true;
  });
  InsertCounted(db, "account_flags", events.size(), [&](Row& row, std::size_t i) {
    if (!HasFlags(events[i])) return false;
    FillFlags(row.Number(static_cast<std::int64_t>(i) + 1), events[i], strings);
    return true;
  });
}

}  // namespace logonloom
