#include "support/raw_log.h"

#include "support/binxml_chunk.h"
#include "support/evtx_writer.h"

namespace logonloom::support {
namespace {

constexpr std::int64_t kTime = 133'540'128'620'000'000;  // 2024-03-04T08:01:02Z

std::string Utf16Bytes(std::string_view utf8) {
  std::string bytes;
  for (const char16_t unit : ToUtf16(utf8)) bytes += LittleEndian(static_cast<std::uint16_t>(unit));
  return bytes;
}

std::string CountedText(std::string_view utf8) {
  const std::string bytes = Utf16Bytes(utf8);
  return LittleEndian(static_cast<std::uint16_t>(bytes.size() / 2)) + bytes;
}

std::uint16_t NameHash(std::string_view utf8) {
  std::uint32_t hash = 0;
  for (const char16_t unit : ToUtf16(utf8)) hash = hash * 65599 + unit;
  return static_cast<std::uint16_t>(hash);
}

}  // namespace

RawBinXml& RawBinXml::Bytes(std::string_view bytes) {
  chunk_.append(bytes);
  return *this;
}

RawBinXml& RawBinXml::Name(std::string_view name) {
  Int(offset() + 4);  // right behind this number
  Int(std::uint32_t{0}).Int(NameHash(name));
  return Bytes(CountedText(name)).Int(std::uint16_t{0});
}

RawBinXml& RawBinXml::Open(std::string_view name, bool has_attributes) {
  Bytes(has_attributes ? "\x41" : "\x01").Int(std::uint32_t{0}).Name(name);
  return has_attributes ? Int(std::uint32_t{0}) : *this;
}

RawBinXml& RawBinXml::OpenInDefinition(std::string_view name, std::uint16_t dependency,
                                       bool has_attributes) {
  Bytes(has_attributes ? "\x41" : "\x01").Int(dependency).Int(std::uint32_t{0}).Name(name);
  return has_attributes ? Int(std::uint32_t{0}) : *this;
}

RawBinXml& RawBinXml::Attribute(std::string_view name) { return Bytes("\x06").Name(name); }
RawBinXml& RawBinXml::Text(std::string_view utf8) {
  return Bytes("\x05\x01").Bytes(CountedText(utf8));
}
RawBinXml& RawBinXml::CData(std::string_view utf8) {
  return Bytes("\x07").Bytes(CountedText(utf8));
}
RawBinXml& RawBinXml::CharacterReference(std::uint16_t unit, bool more) {
  return Bytes(more ? "\x48" : "\x08").Int(unit);
}
RawBinXml& RawBinXml::EntityReference(std::string_view name) { return Bytes("\x09").Name(name); }
RawBinXml& RawBinXml::Instruction(std::string_view target, std::string_view data) {
  return Bytes("\x0a").Name(target).Bytes("\x0b").Bytes(CountedText(data));
}
RawBinXml& RawBinXml::Slot(std::uint16_t index, EvtxType type, bool optional) {
  return Bytes(optional ? "\x0e" : "\x0d").Int(index).Int(static_cast<std::uint8_t>(type));
}
RawBinXml& RawBinXml::Element(std::string_view name, std::string_view text) {
  return Open(name).CloseStart().Text(text).End();
}

RawBinXml& RawBinXml::System(std::uint64_t record_id) {
  Open("System").CloseStart();
  Open("Provider", true).Attribute("Name").Text("P").CloseEmpty();
  Element("EventID", "1").Element("EventRecordID", std::to_string(record_id));
  return Element("Channel", "C").Element("Computer", "WS01").End();
}

RawBinXml& RawBinXml::Values(const std::vector<EvtxValue>& values) {
  Int(static_cast<std::uint32_t>(values.size()));
  for (const EvtxValue& value : values) {
    Int(static_cast<std::uint16_t>(value.bytes.size()));
    Int(static_cast<std::uint8_t>(value.type)).Int(std::uint8_t{0});
  }
  for (const EvtxValue& value : values) Bytes(value.bytes);
  return *this;
}

RawBinXml& RawBinXml::Template(std::uint32_t id, const std::function<void(RawBinXml&)>& definition,
                               const std::vector<EvtxValue>& values) {
  Bytes({"\x0c\x01", 2}).Int(id).Int(offset() + 4);
  last_definition_ = offset();
  Int(std::uint32_t{0}).Int(id).Bytes("twelve bytes").Int(std::uint32_t{0});
  const std::size_t begin = chunk_.size();
  FragmentHeader();
  definition(*this);
  EndOfFragment();
  const auto size = static_cast<std::uint32_t>(chunk_.size() - begin);
  chunk_.replace(begin - 4, 4, LittleEndian(size));
  return Values(values);
}

RawBinXml& RawBinXml::Instance(std::uint32_t id, std::uint32_t definition_offset,
                               const std::vector<EvtxValue>& values) {
  return Bytes({"\x0c\x01", 2}).Int(id).Int(definition_offset).Values(values);
}

RawLog::RawLog() : chunk_(kChunkHeaderSize, '\0') { chunk_.replace(0, 8, "ElfChnk\0", 8); }

std::uint64_t RawLog::Add(std::uint64_t id, const std::function<void(RawBinXml&)>& write) {
  const std::size_t begin = chunk_.size();
  last_record_ = static_cast<std::uint32_t>(begin);
  RawBinXml binxml(chunk_);
  binxml.Int(std::uint32_t{0x2a2a}).Int(std::uint32_t{0}).Int(id).Int(kTime);
  write(binxml);
  while (chunk_.size() % 8 != 4) binxml.Bytes({"\0", 1});
  const auto size = static_cast<std::uint32_t>(chunk_.size() - begin + 4);
  binxml.Int(size);
  chunk_.replace(begin + 4, 4, LittleEndian(size));
  return kFileHeaderSize + begin;
}

std::uint64_t RawLog::AddEvent(std::uint64_t id, const std::function<void(RawBinXml&)>& write) {
  return Add(id, [&](RawBinXml& binxml) {
    binxml.FragmentHeader().Open("Event").CloseStart().System(id);
    write(binxml);
    binxml.End().EndOfFragment();
  });
}

std::string RawLog::Finish() const {
  std::string chunk = chunk_;
  chunk.replace(40, 4, LittleEndian(std::uint32_t{128}));
  chunk.replace(44, 4, LittleEndian(last_record_));
  chunk.replace(48, 4, LittleEndian(static_cast<std::uint32_t>(chunk.size())));
  chunk.resize(kChunkSize, '\0');
  std::string file = WriteEvtx({}).bytes.substr(0, kFileHeaderSize) + chunk;
  file.replace(42, 2, LittleEndian(std::uint16_t{1}));
  RepairChecksums(file);
  return file;
}

EvtxValue Fragment(std::uint32_t offset, const std::function<void(RawBinXml&)>& write) {
  std::string chunk(offset, '\0');
  RawBinXml binxml(chunk);
  write(binxml);
  return EvtxValue::Raw(EvtxType::kBinXml, chunk.substr(offset));
}

}  // namespace logonloom::support
