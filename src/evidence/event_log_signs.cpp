#include "evidence/event_log_signs.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace logonloom {
namespace {

constexpr std::uint64_t kFileHeaderSize = 4096;
constexpr std::uint64_t kChunkSize = 65536;
constexpr std::size_t kExportHead = 65536;  // holds the first event's <System>

bool HasMagic(EvidenceSource& source, std::uint64_t offset, std::string_view magic) {
  std::array<std::byte, 8> bytes{};
  return source.ReadAt(offset, bytes) >= magic.size() &&
         std::memcmp(bytes.data(), magic.data(), magic.size()) == 0;
}

// The beginning as ASCII: without mark and, of UTF-16, without every other byte.
std::string BeginningOf(EvidenceSource& source) {
  std::vector<std::byte> bytes(kExportHead);
  bytes.resize(source.ReadAt(0, bytes));
  const bool utf16 = bytes.size() > 1 && bytes[0] == std::byte{0xff} && bytes[1] == std::byte{0xfe};
  std::string text;
  for (std::size_t i = utf16 ? 2 : 0; i < bytes.size(); i += utf16 ? 2 : 1)
    text += static_cast<char>(bytes[i]);
  if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
  text.erase(0, std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return text;
}

// evtx_dump puts «Record 1» ahead of the first event.
std::string_view WithoutHeading(std::string_view beginning) {
  if (!beginning.starts_with("Record ")) return beginning;
  const std::size_t line_end = beginning.find('\n');
  return beginning.substr(std::min(line_end, beginning.size() - 1) + 1);
}

bool IsXmlExport(std::string_view beginning) {
  const auto has = [&](const char* word) { return beginning.find(word) != beginning.npos; };
  return beginning.starts_with('<') && has("<Event") &&
         (has("schemas.microsoft.com/win/2004/08/events") || has("<EventRecordID>"));
}

// An object, or an array of them.
bool IsJsonExport(std::string_view beginning) {
  const std::size_t begin = beginning.find_first_not_of("[ \t\r\n");
  if (begin == beginning.npos || beginning[begin] != '{') return false;
  const auto has = [&](const char* word) { return beginning.find(word) != beginning.npos; };
  const bool id = has("\"EventID\"") || has("\"event_id\"") || has("\"EventId\"");
  return id && (has("\"Channel\"") || has("\"channel\""));
}

bool IsEventLog(EvidenceSource& source) {
  if (HasMagic(source, 0, "ElfFile")) return true;
  for (std::uint64_t offset = kFileHeaderSize; offset < kSearchedForSigns; offset += kChunkSize) {
    if (offset >= source.size()) break;
    if (HasMagic(source, offset, "ElfChnk")) return true;
  }
  return HasMagic(source, 0, "ElfChnk");
}

}  // namespace

EvidenceForm FormOf(EvidenceSource& source) {
  if (IsEventLog(source)) return EvidenceForm::kEvtx;
  const std::string text = BeginningOf(source);
  const std::string_view beginning = WithoutHeading(text);
  if (IsXmlExport(beginning)) return EvidenceForm::kXml;
  return IsJsonExport(beginning) ? EvidenceForm::kJsonLines : EvidenceForm::kNeither;
}

bool IsLogByName(const std::filesystem::path& path) {
  const std::string extension = path.extension().string();
  return EqualsIgnoreCase(extension, ".evtx") || EqualsIgnoreCase(extension, ".evt");
}

const char* WhyNoLog(EvidenceSource& source) {
  constexpr std::uint64_t kPlaceOfOldMagic = 4;
  if (source.size() == 0) return "The file is empty.";
  if (HasMagic(source, kPlaceOfOldMagic, "LfLe"))
    return "The file is a log of Windows XP or Server 2003 (.evt), which is not read. Convert it "
           "with «wevtutil export-log OLD.evt NEW.evtx /lf».";
  return "The file is no event log: neither its header nor a chunk is one. Check whether it is "
         "packed or damaged.";
}

}  // namespace logonloom
