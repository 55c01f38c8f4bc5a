#include "report/session_find.h"

#include "base/text.h"
#include "casedb/case_writer.h"
#include "report/row_view.h"
#include "report/visible_text.h"

namespace logonloom {

std::int64_t FindSession(const CaseReader& reader, const std::string& id_or_key) {
  constexpr std::uint64_t kHighestId = 1ULL << 62U;
  const auto number = ParseUnsigned(id_or_key);
  const bool is_id = number && *number < kHighestId;
  const Condition condition =
      is_id ? Condition("session_id = ?", {static_cast<std::int64_t>(*number)})
            : Condition("session_key = ?", {id_or_key});
  const Rows rows(reader, "sessions", condition);
  if (!rows.empty()) return *rows[0].Integer("session_id");
  const Rows logons(reader, "logon_sessions", Condition("logon_session_key = ?", {id_or_key}));
  if (!logons.empty() && logons[0].Integer("session_id")) return *logons[0].Integer("session_id");
  throw CaseError("There is no session «" + VisibleText(id_or_key) + "» in the case. It has " +
                  std::to_string(reader.Count("sessions")) +
                  "; logonloom sessions CASE.db --all lists them with their numbers.");
}

}  // namespace logonloom
