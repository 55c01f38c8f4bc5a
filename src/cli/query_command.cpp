#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/app.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/near_miss.h"
#include "cli/view_options.h"
#include "platform/pager.h"
#include "report/csv.h"
#include "report/json_lines.h"
#include "report/query_library.h"
#include "report/session_words.h"
#include "report/text_page.h"
#include "report/visible_text.h"

namespace logonloom {
namespace {

struct QueryCall {
  std::string case_path, name, folder;
  std::string format = "table";
  std::vector<std::string> parameters;
  bool sql = false;
  LookOptions look;
};

const NamedQuery& Find(const std::vector<NamedQuery>& queries, const std::string& name) {
  const auto found = std::find_if(queries.begin(), queries.end(),
                                  [&](const NamedQuery& query) { return query.name == name; });
  if (found != queries.end()) return *found;
  std::vector<std::string> names;
  for (const NamedQuery& query : queries) names.push_back(query.name);
  throw UsageError(fmt::format("There is no query «{}».{} logonloom query CASE.db lists them.",
                               name, DidYouMean(name, names)));
}

// «name=value»; «name=@FILE» stands for the lines of FILE, with commas.
std::map<std::string, SqlValue> Values(const NamedQuery& query, const QueryCall& call) {
  std::map<std::string, SqlValue> values;
  std::vector<std::string> names;
  for (const QueryParameter& parameter : query.parameters) {
    values[parameter.name] = parameter.fallback;
    names.push_back(parameter.name);
  }
  for (const std::string& given : call.parameters) {
    const std::size_t equals = given.find('=');
    const std::string name = given.substr(0, equals);
    if (equals == std::string::npos)
      throw UsageError(fmt::format("«{}» is no parameter. Write it like name=value.", given));
    if (!values.contains(name))
      throw UsageError(fmt::format("The query {} has no parameter «{}».{} It has: {}.", query.name,
                                   name, DidYouMean(name, names), fmt::join(names, ", ")));
    const std::string value = given.substr(equals + 1);
    values[name] =
        value.starts_with('@') ? fmt::format("{}", fmt::join(ExpandList({value}), ",")) : value;
  }
  return values;
}

std::string CellText(const Cell& cell, const TimeZone& zone) {
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(&cell)) return NumberText(*real);
  const auto* text = std::get_if<std::string_view>(&cell);
  if (text == nullptr) return {};
  constexpr std::size_t kTimeLength = 28;  // 2024-03-05T21:43:50.4060220Z
  const bool time = text->size() == kTimeLength && text->ends_with('Z') && (*text)[10] == 'T';
  return time ? VisibleText(ShowTime(std::string(*text), zone)) : VisibleText(*text);
}

void WriteTable(const CaseReader& reader, const NamedQuery& query,
                const std::map<std::string, SqlValue>& values, const QueryCall& call,
                const TextSink& sink) {
  const TimeZone zone = ReadZone(call.look.zone);
  std::unique_ptr<TextTable> table;
  reader.Query(
      query.sql, values,
      [&](const std::vector<std::string>& names) {
        std::vector<TableColumn> columns;
        int rank = 0;
        for (const std::string& name : names) columns.push_back({VisibleText(name), 6, rank++});
        table = std::make_unique<TextTable>(columns);
      },
      [&](const std::vector<Cell>& cells) {
        std::vector<TableCell> row;
        for (const Cell& cell : cells) row.push_back({CellText(cell, zone)});
        table->Add(std::move(row));
      });
  table->Write(ReadLook(call.look), sink);
}

void WriteRows(const CaseReader& reader, const NamedQuery& query,
               const std::map<std::string, SqlValue>& values, const std::string& format,
               const TextSink& sink) {
  std::vector<std::string> names;
  CsvWriter csv(sink, false);
  reader.Query(
      query.sql, values,
      [&](const std::vector<std::string>& columns) {
        names = columns;
        if (format == "csv") csv.Header(names);
      },
      [&](const std::vector<Cell>& cells) {
        format == "csv" ? csv.Row(cells) : WriteJsonRow(names, cells, sink);
      });
}

void List(const std::vector<NamedQuery>& queries, TextPage& page) {
  for (const NamedQuery& query : queries) {
    page.Paragraph(query.name, 0, TextStyle::kName);
    page.Paragraph(VisibleText(query.title) + ".", 4);
    for (const QueryParameter& parameter : query.parameters)
      page.Paragraph(VisibleText(fmt::format("--param {}={}  {}", parameter.name,
                                             parameter.fallback, parameter.meaning)),
                     6, TextStyle::kFaint);
  }
}

int RunQuery(const QueryCall& call) {
  const std::vector<NamedQuery> queries = QueryLibrary(call.folder);
  const TextLook look = ReadLook(call.look);
  const bool rows = !call.name.empty() && call.format != "table";
  const CaseReader reader(call.case_path);
  const NamedQuery* query = call.name.empty() ? nullptr : &Find(queries, call.name);
  std::map<std::string, SqlValue> values;
  if (query != nullptr && !call.sql) values = Values(*query, call);
  const Pager pager(!call.look.no_pager && !rows, look.colour);
  DataOutput output("");
  const TextSink sink = [&output](std::string_view text) { output.Write(text); };
  TextPage page(look, sink);
  if (query == nullptr)
    List(queries, page);
  else if (call.sql)
    output.Write(query->sql);
  else if (rows)
    WriteRows(reader, *query, values, call.format, sink);
  else
    WriteTable(reader, *query, values, call, sink);
  output.Finish();
  return kComplete;
}

}  // namespace

void AddQueryCommand(CLI::App& app, int& status) {
  auto call = std::make_shared<QueryCall>();
  CLI::App* command = app.add_subcommand("query", "Run a named query; list them without a name");
  command->add_option("CASE", call->case_path, "A case database")->required()->type_name("CASE.db");
  command->add_option("NAME", call->name, "The query; without it all are listed");
  command->add_option("--param", call->parameters, "Value of a parameter; @FILE for a list")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  command->add_option("--folder", call->folder, "Also the .sql files of this folder")
      ->type_name("FOLDER");
  command->add_flag("--sql", call->sql, "Print the SQL instead of running it");
  command->add_option("--format", call->format, "table, csv or jsonl")
      ->check(CLI::IsMember({"table", "csv", "jsonl"}))
      ->capture_default_str();
  AddLookOptions(*command, call->look);
  command->footer(
      "Examples:\n  logonloom query case.db\n  logonloom query case.db brute_force_success\n"
      "  logonloom query case.db watched_accounts --param users=@admins.txt --format csv");
  command->callback([call, &status] { status = RunQuery(*call); });
}

}  // namespace logonloom
