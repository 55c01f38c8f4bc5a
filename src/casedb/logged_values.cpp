#include "casedb/logged_values.h"

#include <utility>

#include "base/ip_address.h"

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

}  // namespace

LoggedValues::LoggedValues(SQLite::Database& db, StringIds string_id)
    : authentication_(db, "authentication"),
      flags_(db, "account_flags"),
      string_id_(std::move(string_id)) {}

void LoggedValues::Add(Index index, const Event& event) {
  if (IsAuthentication(event.kind)) AddAuthentication(index, event);
  if (HasFlags(event)) AddFlags(index, event);
}

void LoggedValues::Text(Inserter& row, Symbol text) {
  text.empty() ? row.Null() : row.Number(string_id_(text));
}

void LoggedValues::AddAuthentication(Index index, const Event& e) {
  const bool failed_logon = e.kind == EventKind::kLogonFailed;
  const bool renewed = e.kind == EventKind::kTicketRenewed;  // has no status
  Inserter& row = authentication_;
  row.Reference(index);
  Text(row, e.target.name);
  Text(row, e.target.domain);
  Text(row, e.target.sid);
  Text(row, e.object);
  Text(row, e.auth_package);
  const auto address = ParseIpAddress(e.address.view());
  row.Text(address ? address->text : std::string()).NumberOrNull(e.port);
  Text(row, e.workstation);
  row.NumberOrNull(e.flags).NumberOrNull(e.ticket_encryption).Number(e.reason);
  renewed ? row.Null() : row.Number(e.status);
  failed_logon ? row.Number(e.sub_status) : row.Null();
  Text(row, failed_logon ? e.message : Symbol());
  row.Run();
}

void LoggedValues::AddFlags(Index index, const Event& e) {
  flags_.Reference(index);
  Text(flags_, e.target.name);
  Text(flags_, e.target.domain);
  Text(flags_, e.target.sid);
  flags_.Number(e.old_flags).Number(e.flags).Text(MessageNumbers(e.message.view())).Run();
}

}  // namespace logonloom
