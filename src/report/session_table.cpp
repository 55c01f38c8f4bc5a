#include "report/session_table.h"

#include "report/row_view.h"
#include "report/session_words.h"

namespace logonloom {
namespace {

TextStyle StyleOf(const RowCopy& session) {
  if (session.Is("outcome", "failed")) return TextStyle::kBad;
  if (session.Is("outcome", "taken_over")) return TextStyle::kOdd;
  return session.Is("outcome", "established") ? TextStyle::kGood : TextStyle::kFaint;
}

std::vector<TableCell> CellsOf(const RowCopy& session, const TimeZone& zone) {
  const bool sure = session["confidence"].starts_with("1") || session["confidence"] == "0.9";
  return {{session["session_id"]},
          {session["host"]},
          {UserOf(session), TextStyle::kName},
          {session["kind"]},
          {session["outcome"], StyleOf(session)},
          {StartOf(session, zone)},
          {EndOf(session, zone)},
          {session["end_reason"]},
          {SourceOf(session)},
          {session.Is("failures", "0") ? "" : session["failures"], TextStyle::kBad},
          {session["confidence"], sure ? TextStyle::kPlain : TextStyle::kOdd}};
}

std::vector<TableColumn> ColumnsFor(const TimeZone& zone) {
  const std::string suffix = zone.IsUtc() ? " (UTC)" : "";
  const std::size_t time = zone.IsUtc() ? 20 : 25;
  return {{"ID", 1},
          {"HOST"},
          {"USER", 10},
          {"KIND", 4, 1},
          {"OUTCOME", 6, 3},
          {"START" + suffix, time},
          {"END" + suffix, time + 2},
          {"END REASON", 8, 4},
          {"FROM", 15},
          {"FAILED", 3, 2},
          {"CONF", 4, 5}};
}

}  // namespace

std::uint64_t WriteSessionTable(const CaseReader& reader, const Condition& wanted,
                                const TimeZone& zone, const TextLook& look, const TextSink& sink) {
  TextTable table(ColumnsFor(zone));
  const RowPlaces places(reader.Columns("sessions"));
  reader.ForEachRow("sessions", wanted, kSessionOrder, [&](const std::vector<Cell>& cells) {
    table.Add(CellsOf(RowCopy(places, cells), zone));
  });
  table.Write(look, sink);
  return table.rows();
}

}  // namespace logonloom
