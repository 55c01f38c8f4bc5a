#include "report/html_report.h"

#include <string_view>
#include <utility>
#include <vector>

#include "report/html_data.h"
#include "report/visible_text.h"

namespace logonloom {

// From the files of src/report/html and Debian's d3, made at build time.
const std::vector<std::pair<std::string_view, std::string_view>>& HtmlTexts();

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kTotals =
    "SELECT (SELECT count(*) FROM sessions) AS all_sessions, (SELECT count(*) FROM sessions WHERE "
    "account_class = 'user' AND outcome <> 'abandoned') AS people_sessions, (SELECT count(*) FROM "
    "logon_sessions) AS logon_sessions, (SELECT sum(records_seen) FROM evidence_files) AS records, "
    "(SELECT count(*) FROM activity WHERE session_id IS NULL AND kind <> 'other') AS unattributed";

std::string_view TextOf(std::string_view name) {
  for (const auto& [key, text] : HtmlTexts())
    if (key == name) return text;
  return {};
}

// As Content-Security-Policy writes hashes: base64 of what stands here in hex.
std::string Base64OfHex(std::string_view hex) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  unsigned bits = 0, count = 0;
  for (const char c : hex) {
    bits = bits << 4U | static_cast<unsigned>(kHex.find(c));
    count += 4;
    if (count < 6) continue;
    count -= 6;
    text += kDigits[bits >> count & 63U];
  }
  if (count > 0) text += kDigits[bits << (6 - count) & 63U];
  while (text.size() % 4 != 0) text += '=';
  return text;
}

std::string Policy() {
  const auto hash = [](std::string_view name) {
    return "'sha256-" + Base64OfHex(TextOf(std::string(name) + "_sha256")) + "'";
  };
  return "default-src 'none'; script-src " + hash("d3") + " " + hash("script") + "; style-src " +
         hash("style") + "; base-uri 'none'; form-action 'none'; trusted-types 'none'; " +
         "require-trusted-types-for 'script'";
}

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : VisibleText(text)) {
    if (c == '<')
      escaped += "&lt;";
    else if (c == '>')
      escaped += "&gt;";
    else if (c == '&')
      escaped += "&amp;";
    else if (c == '"')
      escaped += "&quot;";
    else
      escaped += c;
  }
  return escaped;
}

// JSON that ends no element and begins none. Outside of its strings these characters do not occur.
std::string ForScript(const Json& json) {
  std::string text;
  for (const char c : json.dump(-1, ' ', true, Json::error_handler_t::replace)) {
    if (c == '<')
      text += "\\u003c";
    else if (c == '>')
      text += "\\u003e";
    else if (c == '&')
      text += "\\u0026";
    else
      text += c;
  }
  return text;
}

Json FactsOf(const CaseReader& reader, const HtmlReportOptions& options) {
  Json facts = {{"title", VisibleText(options.title)},
                {"version", options.version},
                {"chosen_by", VisibleText(options.chosen_by)}};
  for (const RowCopy& row : Rows(reader, "case_info", Condition()))
    for (const char* name : {"tool_version", "command_line", "options", "run_start", "run_end",
                             "machine", "evidence_roots"})
      facts[name] = row[name];
  for (const RowCopy& row : Rows(reader, Select{kTotals}))
    for (const char* name :
         {"all_sessions", "people_sessions", "logon_sessions", "records", "unattributed"})
      facts[name] = row.Integer(name).value_or(0);
  return facts;
}

}  // namespace

std::uint64_t WriteHtmlReport(const CaseReader& reader, const HtmlReportOptions& options,
                              const TextSink& sink) {
  HtmlData data(reader, options.condition);
  const Json json = data.Collect(FactsOf(reader, options));
  std::string_view page = TextOf("page");
  // «@NAME@» in the page stands for what the function gives.
  const auto fill = [&](std::string_view name) -> std::string {
    if (name == "POLICY") return Policy();
    if (name == "TITLE") return Escaped(options.title);
    if (name == "STYLE") return std::string(TextOf("style"));
    if (name == "D3") return std::string(TextOf("d3"));
    if (name == "SCRIPT") return std::string(TextOf("script"));
    return name == "DATA" ? ForScript(json) : "";
  };
  while (!page.empty()) {
    const std::size_t begin = page.find('@');
    const std::size_t end = begin == std::string_view::npos ? begin : page.find('@', begin + 1);
    if (end == std::string_view::npos) break;
    sink(page.substr(0, begin));
    sink(fill(page.substr(begin + 1, end - begin - 1)));
    page.remove_prefix(end + 1);
  }
  sink(page);
  return data.sessions();
}

}  // namespace logonloom
