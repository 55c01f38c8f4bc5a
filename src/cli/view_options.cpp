#include "cli/view_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/text.h"
#include "base/time_input.h"
#include "cli/console.h"
#include "cli/near_miss.h"
#include "platform/local_time.h"

namespace logonloom {
namespace {

constexpr std::size_t kMostLines = 1'000'000;

// A member «@FILE» stands for the lines of FILE; what follows # and empty lines are left out.
void ReadList(const std::string& path, std::vector<std::string>& members) {
  std::ifstream file{std::filesystem::path(path)};
  if (!file) throw UsageError(fmt::format("The list {} cannot be read. Check its name.", path));
  for (std::string line; std::getline(file, line);) {
    const std::string_view member = Trim(std::string_view(line).substr(0, line.find('#')));
    if (!member.empty()) members.emplace_back(member);
    if (members.size() > kMostLines)
      throw UsageError(fmt::format("The list {} has more than {} lines.", path, kMostLines));
  }
}

// `given` if all of it are words of the enumerations that `chosen` wants.
template <typename Chosen>
std::vector<std::string> CheckWords(const CaseReader& reader, const char* option,
                                    const std::vector<std::string>& given, const Chosen& chosen) {
  if (given.empty()) return given;
  std::vector<std::string> words;
  reader.ForEachRow("enum_values", {}, {}, [&](const std::vector<Cell>& cells) {
    const auto* name = std::get_if<std::string_view>(&cells[0]);
    const auto* word = std::get_if<std::string_view>(&cells[1]);
    if (name != nullptr && word != nullptr && chosen(*name)) words.emplace_back(*word);
  });
  for (const std::string& word : given)
    if (std::find(words.begin(), words.end(), word) == words.end())
      throw UsageError(fmt::format("{} has no word «{}».{} There are: {}.", option, word,
                                   DidYouMean(word, words), fmt::join(words, ", ")));
  return given;
}

// The enumeration of the column «kind» of a view.
std::string_view KindEnum(std::string_view view) {
  if (view == "activity") return "activity_kind";
  if (view == "links") return "link_kind";
  if (view == "object_accesses") return "object_access_kind";
  if (view == "gaps") return "gap_kind";
  if (view == "timeline") return "timeline_kind";
  return "kind";
}

auto Named(std::string_view wanted) {
  return [wanted](std::string_view name) { return name == wanted; };
}

}  // namespace

std::vector<std::string> ExpandList(const std::vector<std::string>& given) {
  std::vector<std::string> members;
  for (const std::string& member : given) {
    if (member.starts_with('@'))
      ReadList(member.substr(1), members);
    else
      members.push_back(member);
  }
  // A list that is empty wants nothing; an empty pattern fits nothing that is known.
  if (!given.empty() && members.empty()) members.emplace_back();
  return members;
}

void AddFilterOptions(CLI::App& command, FilterOptions& o) {
  const auto list = [&](const char* name, std::vector<std::string>& members, const char* help,
                        const char* type) {
    command.add_option(name, members, help)->delimiter(',')->type_name(type)->group(kFilterGroup);
  };
  list("--host", o.hosts, "Machines: whole or short names, globs, @FILE", "NAME,…");
  list("--user", o.users, "Users: NAME or DOMAIN\\NAME, globs, @FILE", "NAME,…");
  list("--sid", o.sids, "SIDs: globs, @FILE", "SID,…");
  list("--ip", o.addresses, "Sources: addresses, networks 10.0.0.0/8, globs, @FILE", "IP,…");
  list("--kind", o.kinds, "console, rdp, network …", "WORD,…");
  list("--outcome", o.outcomes, "established, failed, taken_over …", "WORD,…");
  list("--class", o.classes, "Account classes: user, machine, service …", "WORD,…");
  list("--end-reason", o.end_reasons, "logoff, disconnect, shutdown …", "WORD,…");
  const auto time = [&](const char* name, std::string& text, const char* help) {
    command.add_option(name, text, help)->type_name("TIME")->group(kFilterGroup);
  };
  time("--since", o.since, "What did not end before, as 2024-03-05T21:00Z");
  time("--until", o.until, "What began by then");
  time("--at", o.at, "What was going on then");
  command.add_option("--assume-tz", o.assume_zone, "Zone of times that come without one")
      ->type_name("ZONE")
      ->group(kFilterGroup);
  command.add_option("--min-confidence", o.min_confidence, "From 0 to 1")
      ->check(CLI::Range(0.0, 1.0))
      ->type_name("X")
      ->group(kFilterGroup);
  command.add_flag("--failed", o.failed, "Only sessions of which all attempts failed")
      ->group(kFilterGroup);
}

ViewFilter ReadFilter(const CaseReader& reader, const std::string& view, const FilterOptions& o) {
  ViewFilter filter;
  filter.hosts = ExpandList(o.hosts);
  filter.users = ExpandList(o.users);
  filter.sids = ExpandList(o.sids);
  filter.addresses = ExpandList(o.addresses);
  filter.kinds = CheckWords(reader, "--kind", o.kinds, Named(KindEnum(view)));
  filter.outcomes = CheckWords(reader, "--outcome", o.outcomes, Named("outcome"));
  filter.classes = CheckWords(reader, "--class", o.classes, Named("account_class"));
  filter.end_reasons = CheckWords(reader, "--end-reason", o.end_reasons, Named("end_reason"));
  if (!o.at.empty() && (!o.since.empty() || !o.until.empty()))
    throw UsageError("--at stands for --since and --until of one moment. Leave them out.");
  const std::string& since = o.at.empty() ? o.since : o.at;
  const std::string& until = o.at.empty() ? o.until : o.at;
  if (!since.empty()) filter.since = ReadMoment(since, o.assume_zone);
  if (!until.empty()) filter.until = ReadMoment(until, o.assume_zone);
  if (o.min_confidence >= 0) filter.min_confidence = o.min_confidence;
  filter.failed = o.failed;
  return filter;
}

Condition OrdinarySessions(const FilterOptions& options) {
  Condition condition;
  if (options.classes.empty()) condition = Both(condition, "account_class = 'user'");
  if (options.outcomes.empty()) condition = Both(condition, "outcome <> 'abandoned'");
  return condition;
}

void AddLookOptions(CLI::App& command, LookOptions& options) {
  constexpr const char* kGroup = "How it is shown";
  command.add_option("--color", options.colour, "auto, always or never; NO_COLOR turns auto off")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str()
      ->group(kGroup);
  command.add_option("--tz", options.zone, "Show times in this zone, as Europe/Berlin or +01:00")
      ->type_name("ZONE")
      ->group(kGroup);
  command.add_flag("--no-pager", options.no_pager, "Do not call less on a terminal")->group(kGroup);
}

TimeZone ReadZone(const std::string& name) {
  if (name.empty()) return {};
  const auto zone = TimeZone::Find(name);
  if (!zone)
    throw UsageError(fmt::format(
        "There is no zone «{}». Write UTC{}", name,
        KnowsZones() ? ", an offset like +01:00, or a name like Europe/Berlin."
                     : " or an offset like +01:00; this system has no database of the names."));
  return *zone;
}

FileTime ReadMoment(const std::string& text, const std::string& assume_zone) {
  const auto reading = ReadTime(text);
  if (!reading)
    throw UsageError(fmt::format("«{}» is no time. Write it like 2024-03-05T21:43:50Z.", text));
  if (reading->has_zone) return reading->time;
  if (assume_zone.empty())
    throw UsageError(fmt::format(
        "The time «{}» has no zone, so it could be meant in any. Put Z or an offset like +01:00 "
        "behind it, or name the zone with --assume-tz.",
        text));
  return ReadZone(assume_zone).ToUtc(reading->time);
}

TextLook ReadLook(const LookOptions& options) {
  TextLook look;
  const char* no_colour = std::getenv("NO_COLOR");
  const bool may = no_colour == nullptr || *no_colour == '\0';
  look.colour =
      options.colour == "always" || (options.colour == "auto" && may && StdoutIsTerminal());
  look.width = TerminalWidth();
  return look;
}

}  // namespace logonloom
