#include "report/view_filter.h"

#include <algorithm>
#include <utility>

#include "base/glob.h"
#include "base/ip_address.h"
#include "base/ip_network.h"
#include "base/text.h"
#include "base/time.h"
#include "casedb/case_writer.h"

namespace logonloom {
namespace {

bool AnyGlob(const std::vector<std::string>& patterns, std::string_view text) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return GlobMatches(pattern, text); });
}

TextPredicate HostPredicate(std::vector<std::string> patterns) {
  return [patterns = std::move(patterns)](const std::vector<std::string_view>& texts) {
    return std::any_of(texts.begin(), texts.end(), [&](std::string_view name) {
      return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
        return GlobMatchesHost(pattern, name);
      });
    });
  };
}

// Of the texts the first is the domain, the second the name.
TextPredicate UserPredicate(std::vector<std::string> patterns) {
  return [patterns = std::move(patterns)](const std::vector<std::string_view>& texts) {
    const std::string whole = std::string(texts[0]) + "\\" + std::string(texts[1]);
    return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
      const bool with_domain = pattern.find('\\') != std::string::npos;
      return GlobMatches(pattern, with_domain ? std::string_view(whole) : texts[1]);
    });
  };
}

TextPredicate AddressPredicate(const std::vector<std::string>& patterns) {
  std::vector<IpNetwork> networks;
  std::vector<std::string> globs;
  for (const std::string& pattern : patterns) {
    const auto address = ParseIpAddress(pattern);
    if (const auto network = IpNetwork::Parse(pattern))
      networks.push_back(*network);
    else
      globs.push_back(address ? address->text : pattern);
  }
  return [networks, globs](const std::vector<std::string_view>& texts) {
    return std::any_of(texts.begin(), texts.end(), [&](std::string_view address) {
      return !address.empty() &&
             (AnyGlob(globs, address) ||
              std::any_of(networks.begin(), networks.end(),
                          [&](const IpNetwork& network) { return network.Contains(address); }));
    });
  };
}

// Collects what is asked of a view, and apart from it what only its access sessions can tell.
class ConditionBuilder {
 public:
  ConditionBuilder(CaseReader& reader, std::string view)
      : reader_(reader), view_(std::move(view)), columns_(reader.Columns(view_)) {
    if (Has("session_id") && view_ != "sessions") session_columns_ = reader.Columns("sessions");
  }

  // `make` gives the SQL for columns that it may ask for, or nothing if they do not suffice.
  template <typename Make>
  void Add(const char* option, std::vector<SqlValue> values, const Make& make) {
    std::string sql = make(columns_);
    if (!sql.empty()) return Put(own_, sql, values);
    sql = session_columns_.empty() ? "" : make(session_columns_);
    if (sql.empty())
      throw CaseError(std::string("The view ") + view_ + " has nothing that " + option +
                      " could be asked of.");
    Put(of_sessions_, sql, values);
  }

  // The predicate `name` of the first set of columns that is there.
  void AddPredicate(const char* option, const std::string& name, TextPredicate predicate,
                    const std::vector<std::vector<std::string>>& choices) {
    reader_.AddPredicate(name, std::move(predicate));
    Add(option, {}, [&](const std::vector<std::string>& columns) -> std::string {
      for (const auto& choice : choices) {
        std::string arguments;
        bool all = true;
        for (const std::string& column : choice) {
          const bool literal = column == "''";
          all = all && (literal || Contains(columns, column));
          arguments += (arguments.empty() ? "" : ", ") + column;
        }
        if (all) return name + "(" + arguments + ")";
      }
      return {};
    });
  }

  void AddWords(const char* option, const char* column, const std::vector<std::string>& words) {
    if (words.empty()) return;
    std::string marks;
    std::vector<SqlValue> values;
    for (const std::string& word : words) {
      marks += marks.empty() ? "?" : ", ?";
      values.emplace_back(word);
    }
    Add(option, values, [&](const std::vector<std::string>& columns) {
      return Contains(columns, column) ? std::string(column) + " IN (" + marks + ")" : "";
    });
  }

  static bool Contains(const std::vector<std::string>& columns, const std::string& column) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  }

  Condition Finish() {
    if (of_sessions_.sql.empty()) return own_;
    Put(own_, "session_id IN (SELECT session_id FROM sessions WHERE " + of_sessions_.sql + ")",
        of_sessions_.values);
    return own_;
  }

 private:
  bool Has(const std::string& column) const { return Contains(columns_, column); }
  static void Put(Condition& condition, const std::string& sql,
                  const std::vector<SqlValue>& values) {
    condition = Both(condition, Condition(sql, values));
  }

  CaseReader& reader_;
  std::string view_;
  std::vector<std::string> columns_, session_columns_;
  Condition own_, of_sessions_;
};

using Columns = std::vector<std::string>;

// The last moment of a row; a session that is not known to have ended goes on.
std::string LastMoment(const Columns& columns) {
  const auto has = [&](const char* column) { return ConditionBuilder::Contains(columns, column); };
  if (has("time")) return "time";
  if (has("last_time")) return "last_time";
  if (has("end_upper")) return "coalesce(end_time, end_upper, '9999')";
  if (has("end_time")) return "coalesce(end_time, '9999')";
  return {};
}

std::string FirstMoment(const Columns& columns) {
  const auto has = [&](const char* column) { return ConditionBuilder::Contains(columns, column); };
  if (has("time")) return "time";
  if (has("first_time")) return "first_time";
  if (has("attempt_time"))
    return "coalesce(min(attempt_time, coalesce(start_time, attempt_time)), start_time, end_lower, "
           "end_time)";
  if (has("end_lower")) return "coalesce(start_time, end_lower, end_time)";
  if (has("start_time")) return "coalesce(start_time, end_time)";
  return {};
}

void AddTimes(ConditionBuilder& builder, const ViewFilter& filter) {
  if (filter.since)
    builder.Add("--since", {FormatTime(*filter.since)}, [](const Columns& columns) {
      const std::string last = LastMoment(columns);
      return last.empty() ? last : last + " >= ?";
    });
  if (filter.until)
    builder.Add("--until", {FormatTime(*filter.until)}, [](const Columns& columns) {
      const std::string first = FirstMoment(columns);
      return first.empty() ? first : first + " <= ?";
    });
}

void AddNames(ConditionBuilder& builder, const ViewFilter& filter) {
  if (!filter.hosts.empty())
    builder.AddPredicate("--host", "host_is_wanted", HostPredicate(filter.hosts),
                         {{"host"}, {"from_host", "to_host"}, {"name", "machine_sid"}});
  if (!filter.users.empty())
    builder.AddPredicate("--user", "user_is_wanted", UserPredicate(filter.users),
                         {{"user_domain", "user_name"}, {"''", "user_name"}});
  if (!filter.sids.empty())
    builder.AddPredicate("--sid", "sid_is_wanted",
                         [sids = filter.sids](const std::vector<std::string_view>& texts) {
                           return AnyGlob(sids, texts[0]);
                         },
                         {{"user_sid"}, {"sid"}});
  if (!filter.addresses.empty())
    builder.AddPredicate("--ip", "address_is_wanted", AddressPredicate(filter.addresses),
                         {{"source_ip"}});
}

}  // namespace

Condition Both(Condition a, const Condition& b) {
  if (a.sql.empty()) return b;
  if (b.sql.empty()) return a;
  a.sql = "(" + a.sql + ") AND (" + b.sql + ")";
  a.values.insert(a.values.end(), b.values.begin(), b.values.end());
  return a;
}

Condition ConditionFor(CaseReader& reader, const std::string& view, const ViewFilter& filter) {
  ConditionBuilder builder(reader, view);
  AddNames(builder, filter);
  builder.AddWords("--kind", "kind", filter.kinds);
  builder.AddWords("--outcome", "outcome", filter.outcomes);
  builder.AddWords("--class", "account_class", filter.classes);
  builder.AddWords("--end-reason", "end_reason", filter.end_reasons);
  if (filter.failed) builder.AddWords("--failed", "outcome", {"failed"});
  AddTimes(builder, filter);
  if (filter.min_confidence)
    builder.Add("--min-confidence", {*filter.min_confidence}, [](const Columns& columns) {
      return std::string(ConditionBuilder::Contains(columns, "confidence") ? "confidence >= ?"
                                                                           : "");
    });
  return builder.Finish();
}

}  // namespace logonloom
