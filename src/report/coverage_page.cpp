#include "report/coverage_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/glob.h"
#include "report/record_meaning.h"
#include "report/row_view.h"
#include "report/session_words.h"

namespace logonloom {
namespace {

struct LogUse {
  std::string_view channel;  // short
  std::string_view without;
};

constexpr std::array kLogUses = {
    LogUse{"Security",
           "There is no Security log: logons over the network, failed attempts, logoffs and what "
           "ran do not show."},
    LogUse{"System",
           "There is no System log: starts and stops of the machine are guessed from "
           "other records."},
    LogUse{"LocalSessionManager",
           "There is no log of LocalSessionManager: desktops, disconnects "
           "and returns show only as far as the Security log tells."},
    LogUse{"RemoteConnectionManager",
           "There is no log of RemoteConnectionManager: attempts of "
           "remote desktop that led nowhere may be missing."},
    LogUse{"RdpCoreTS",
           "There is no log of RdpCoreTS: addresses and ports of remote desktop "
           "connections that failed may be missing."},
};

class CoveragePage {
 public:
  CoveragePage(const CaseReader& reader, const std::vector<std::string>& hosts,
               const TimeZone& zone, TextPage& page)
      : reader_(reader), hosts_(hosts), zone_(zone), page_(page) {}

  void Write() {
    Evidence();
    for (const RowCopy& host : Rows(reader_, "hosts", Condition(), "name"))
      if (Wanted(host.Raw("name"))) Machine(host);
    if (hosts_.empty()) Warnings();
  }

 private:
  std::string Time(const RowCopy& row, const char* column) const {
    return ShowTime(row.Raw(column), zone_);
  }

  bool Wanted(const std::string& name) const {
    return hosts_.empty() ||
           std::any_of(hosts_.begin(), hosts_.end(), [&](const std::string& pattern) {
             return GlobMatchesHost(pattern, name);
           });
  }

  void Evidence() {
    page_.Heading("The evidence");
    const Rows rows(reader_, Select{kFiles});
    const RowCopy& all = rows[0];
    page_.Paragraph(fmt::format(
        "{} files with {} records were read; {} records serve the reconstruction, {} are of no "
        "interest to it, {} stand in more than one file, {} could not be read. Each file is listed "
        "with its SHA-256 in the view evidence_files.",
        all["files"], all["seen"], all["stored"], all["filtered"], all["duplicate"],
        all["rejected"]));
    for (const RowCopy& file :
         Rows(reader_, "evidence_files", Condition("status <> 'complete'"), "path"))
      page_.Paragraph(fmt::format("{} is {}: {}", file["path"], file["status"], file["message"]), 2,
                      TextStyle::kBad);
  }

  void Machine(const RowCopy& host) {
    page_.Heading(host["name"]);
    page_.Paragraph(fmt::format("Records of this machine reach from {} to {}.",
                                Time(host, "first_time"), Time(host, "last_time")));
    std::vector<std::string> channels;
    const Rows logs(reader_, "coverage", Condition("host = ?", {host.Raw("name")}), "channel");
    for (const RowCopy& log : logs) {
      channels.push_back(log.Raw("channel"));
      Log(log);
    }
    Gaps(host.Raw("name"));
    for (const std::string& missing : MissingLogs(channels))
      page_.Paragraph(missing, 2, TextStyle::kOdd);
  }

  void Log(const RowCopy& log) {
    page_.Paragraph(fmt::format("{}: {} to {}, {} records. It can tell {}.",
                                ShortChannel(log["channel"]), Time(log, "first_time"),
                                Time(log, "last_time"), log["records"],
                                log["can_tell"].empty() ? "little of sessions" : log["can_tell"]));
    if (!log["cleared_at"].empty())
      page_.Paragraph(fmt::format("It was cleared at {}{}. What it held before is lost, unless "
                                  "another log tells it.",
                                  Time(log, "cleared_at"),
                                  log["cleared_by"].empty() ? "" : " by " + log["cleared_by"]),
                      6, TextStyle::kBad);
    else if (log.Is("wrapped", "1"))
      page_.Paragraph(fmt::format("Its oldest record has the number {}: what was logged before is "
                                  "not in the evidence.",
                                  log["first_record_id"]),
                      6, TextStyle::kFaint);
    if (!log.Is("missing_record_ids", "0") && !log["missing_record_ids"].empty())
      page_.Paragraph(fmt::format("{} record numbers between its first and last are missing.",
                                  log["missing_record_ids"]),
                      6, TextStyle::kOdd);
  }

  void Gaps(const std::string& host) {
    constexpr std::size_t kMost = 20;
    const Rows gaps(reader_, "gaps", Condition("host = ? AND kind <> 'cleared'", {host}),
                    "channel, coalesce(from_time, to_time), from_record_id");
    std::size_t shown = 0;
    for (const RowCopy& gap : gaps) {
      if (shown++ == kMost) break;
      std::string words = fmt::format("Gap in {}: {}", ShortChannel(gap["channel"]),
                                      WordMeaning(reader_, "gap_kind", gap.Raw("kind")));
      if (!gap["from_time"].empty() || !gap["to_time"].empty())
        words += fmt::format(" From {} to {}.", Time(gap, "from_time"), Time(gap, "to_time"));
      if (!gap["from_record_id"].empty())
        words += fmt::format(" Numbers {} to {}.", gap["from_record_id"], gap["to_record_id"]);
      page_.Paragraph(words, 2, TextStyle::kOdd);
    }
    if (gaps.size() > kMost)
      page_.Paragraph(
          fmt::format("… and {} more gaps; the view gaps has them all.", gaps.size() - kMost), 2,
          TextStyle::kFaint);
  }

  void Warnings() {
    const Rows rows(reader_, Select{kWarnings});
    if (rows.empty()) return;
    page_.Heading("Warnings");
    for (const RowCopy& row : rows)
      page_.Paragraph(fmt::format("{} × {} ({}), first: {}", row["count"], row["code"],
                                  row["severity"], row["message"]));
  }

  static constexpr const char* kFiles =
      "SELECT count(*) AS files, coalesce(sum(records_seen), 0) AS seen, "
      "coalesce(sum(records_stored), 0) AS stored, coalesce(sum(records_filtered), 0) AS filtered, "
      "coalesce(sum(records_duplicate), 0) AS duplicate, "
      "coalesce(sum(records_rejected), 0) AS rejected FROM evidence_files";
  static constexpr const char* kWarnings =
      "SELECT severity, code, count(*) AS count, min(message) AS message FROM warnings "
      "GROUP BY severity, code ORDER BY count(*) DESC, code";

  const CaseReader& reader_;
  const std::vector<std::string>& hosts_;
  const TimeZone& zone_;
  TextPage& page_;
};

}  // namespace

std::vector<std::string> MissingLogs(const std::vector<std::string>& channels) {
  std::vector<std::string> sentences;
  for (const LogUse& use : kLogUses)
    if (std::none_of(channels.begin(), channels.end(), [&](const std::string& channel) {
          return KindOfLog(channel) == use.channel;
        }))
      sentences.emplace_back(use.without);
  return sentences;
}

void WriteCoverage(const CaseReader& reader, const std::vector<std::string>& hosts,
                   const TimeZone& zone, TextPage& page) {
  CoveragePage(reader, hosts, zone, page).Write();
}

}  // namespace logonloom
