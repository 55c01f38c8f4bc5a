#include "evidence/triage_signs.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/text.h"

namespace logonloom {
namespace {

constexpr std::size_t kMostNote = 8192;
constexpr std::size_t kLongestHost = 253;
constexpr std::size_t kMostRoots = 100'000;

std::string_view LastStep(std::string_view place) {
  return place.substr(place.find_last_of('/') + 1);
}

std::string Folder(const std::string& place) {
  const std::size_t slash = place.find_last_of('/');
  return slash == std::string::npos ? std::string() : place.substr(0, slash);
}

// What may be the name of a machine; anything else is no hint.
std::string HostOrNothing(std::string_view text) {
  const auto allowed = [](unsigned char letter) {
    return std::isalnum(letter) != 0 || letter == '-' || letter == '_' || letter == '.' ||
           letter >= 0x80;
  };
  const bool good = !text.empty() && text.size() <= kLongestHost &&
                    std::all_of(text.begin(), text.end(), allowed);
  return good ? std::string(text) : std::string();
}

std::string Beginning(EvidenceSource& file) {
  std::string bytes(kMostNote, '\0');
  bytes.resize(file.ReadAt(0, std::as_writable_bytes(std::span(bytes))));
  std::erase(bytes, '\0');  // of UTF-16
  return bytes;
}

// The text of a member of a JSON object, if it is a plain one.
std::string JsonText(const std::string& json, const std::string& name) {
  std::size_t at = json.find("\"" + name + "\"");
  if (at == std::string::npos) return {};
  at = json.find_first_not_of(" \t\r\n", at + name.size() + 2);
  if (at == std::string::npos || json[at] != ':') return {};
  at = json.find_first_not_of(" \t\r\n", at + 1);
  if (at == std::string::npos || json[at] != '"') return {};
  return HostOrNothing(json.substr(at + 1, json.find('"', at + 1) - at - 1));
}

std::string TextBehind(const std::string& text, std::string_view mark) {
  std::size_t at = text.find(mark);
  if (at == std::string::npos) return {};
  at += mark.size();
  const std::size_t end = text.find_first_of(", \t\r\n", at);
  return HostOrNothing(text.substr(at, end == std::string::npos ? end : end - at));
}

// «HOST» of «/cases/HOST.zip».
std::string ArchiveName(const std::string& folder) {
  const std::string_view step = LastStep(folder);
  return EndsWithIgnoreCase(step, ".zip") ? HostOrNothing(step.substr(0, step.size() - 4))
                                          : std::string();
}

// «HOST» of «uac-HOST-linux-20240305221530».
std::string UacName(const std::string& folder) {
  std::string_view name = LastStep(folder);
  if (!StartsWithIgnoreCase(name, "uac-")) return {};
  name.remove_prefix(4);
  for (int i = 0; i < 2; ++i) name = name.substr(0, std::min(name.rfind('-'), name.size()));
  return HostOrNothing(name);
}

// Whether a text has the form of «0000-00-00», where each digit stands for any.
bool HasForm(std::string_view text, std::string_view form) {
  const auto fits = [](char letter, char wanted) {
    return wanted == '0' ? std::isdigit(static_cast<unsigned char>(letter)) != 0 : letter == wanted;
  };
  return std::equal(text.begin(), text.end(), form.begin(), form.end(), fits);
}

// «HOST» of «offline_collector_output_HOST_2024-03-05_22-15-30.zip», which lies some steps above
// the archives of its parts.
std::string CortexName(const std::string& place) {
  constexpr std::string_view kStart{"offline_collector_output_"}, kEnd{"_0000-00-00_00-00-00"};
  for (std::string folder = Folder(place); !folder.empty(); folder = Folder(folder)) {
    std::string_view name = LastStep(folder);
    if (!StartsWithIgnoreCase(name, kStart)) continue;
    name.remove_prefix(kStart.size());
    if (EndsWithIgnoreCase(name, ".zip")) name.remove_suffix(4);
    if (name.size() <= kEnd.size() || !HasForm(name.substr(name.size() - kEnd.size()), kEnd))
      return {};
    return HostOrNothing(name.substr(0, name.size() - kEnd.size()));
  }
  return {};
}

std::string Decoded(std::string_view step) {
  std::string text;
  for (std::size_t i = 0; i < step.size(); ++i) {
    const auto number =
        step[i] == '%' && i + 2 < step.size()
            ? ParseUnsigned("0x" + std::string(step.substr(i + 1, 2)))
            : std::nullopt;
    text += number ? static_cast<char>(*number) : step[i];
    i += number ? 2 : 0;
  }
  return text;
}

// The steps of a path as they were on the machine: «uploads», «ntfs», «.», «C:», «Windows» …
std::vector<std::string> StepsOf(const std::string& place) {
  std::vector<std::string> steps;
  std::string step;
  const auto add = [&](const std::string& text) {
    std::string part;
    for (const char letter : text + "\\") {
      if (letter != '\\') part += letter;
      if (letter == '\\' && !part.empty()) steps.push_back(std::exchange(part, {}));
    }
  };
  for (const char letter : place + "/") {
    if (letter != '/') step += letter;
    if (letter == '/' && !step.empty()) add(Decoded(std::exchange(step, {})));
  }
  return steps;
}

bool IsNumbered(const std::string& step, std::string_view prefix) {
  return step.size() > prefix.size() && StartsWithIgnoreCase(step, prefix) &&
         std::all_of(step.begin() + static_cast<std::ptrdiff_t>(prefix.size()), step.end(),
                     [](unsigned char letter) { return std::isdigit(letter) != 0; });
}

bool IsDrive(const std::string& step) {
  return step.size() == 2 && std::isalpha(static_cast<unsigned char>(step[0])) != 0 &&
         step[1] == ':';
}

std::string LayoutOfPath(const std::vector<std::string>& steps) {
  for (std::size_t i = 0; i + 2 < steps.size(); ++i)
    if (EqualsIgnoreCase(steps[i], "uploads") &&
        std::any_of(steps.begin() + static_cast<std::ptrdiff_t>(i) + 2,
                    steps.begin() + static_cast<std::ptrdiff_t>(std::min(i + 5, steps.size())),
                    [](const std::string& step) {
                      return IsDrive(step) || EqualsIgnoreCase(step, "GLOBALROOT");
                    }))
      return "velociraptor";
  const std::size_t count = steps.size();
  const bool winevt = count > 2 && EqualsIgnoreCase(steps[count - 2], "logs") &&
                      EqualsIgnoreCase(steps[count - 3], "winevt");
  return winevt ? "winevt_logs" : "";
}

}  // namespace

void TriageSigns::Add(const std::string& place, const char* layout, std::string host) {
  if (roots_.size() >= kMostRoots) return;
  Root& root = roots_[Folder(place)];
  root.layout = layout;
  if (!host.empty()) root.hosts.insert(ToUpper(host));
}

void TriageSigns::Note(const std::string& place, EvidenceSource& file) {
  const std::string name = ToLower(LastStep(place));
  if (name == "client_info.json") {
    const std::string json = Beginning(file);
    const std::string host = JsonText(json, "Hostname");
    Add(place, "velociraptor", host.empty() ? JsonText(json, "hostname") : host);
  } else if (name == "collection_context.json" || name == "uploads.json") {
    Add(place, "velociraptor", {});
  } else if (name.ends_with("_consolelog.txt")) {
    Add(place, "kape", TextBehind(Beginning(file), "Machine name: "));
  } else if (name.ends_with("_copylog.csv") || name.ends_with("_skiplog.csv")) {
    Add(place, "kape", {});
  } else if (name.starts_with("cylr") && name.ends_with(".log")) {
    Add(place, "cylr", ArchiveName(Folder(place)));
  } else if (name == "uac.log") {
    Add(place, "uac", UacName(Folder(place)));
  } else if (name == "cortex-xdr-payload.log") {
    Add(place, "cortex_xdr", CortexName(place));
  }
}

Collection TriageSigns::Of(const std::string& place) const {
  Collection collection;
  for (std::string folder = Folder(place);; folder = Folder(folder)) {
    const auto root = roots_.find(folder);
    if (root != roots_.end()) {
      collection.layout = root->second.layout;
      if (root->second.hosts.size() == 1) collection.host_hint = *root->second.hosts.begin();
      break;
    }
    if (folder.empty()) break;
  }
  const std::vector<std::string> steps = StepsOf(place);
  if (collection.layout.empty()) collection.layout = LayoutOfPath(steps);
  for (const std::string& step : steps)
    if (IsNumbered(step, "HarddiskVolumeShadowCopy") ||
        (collection.layout == "kape" && IsNumbered(step, "VSS")))
      collection.shadow_copy = step;
  return collection;
}

}  // namespace logonloom
