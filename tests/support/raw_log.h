// An event log put together token by token, for forms of BinXML that the EVTX writer does not make.
// Every name stands where it is used. Layout: MS-EVEN6 2.2.12.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/evtx_value.h"

namespace logonloom::support {

// The bytes of one chunk, with the offset at which the next byte will stand.
class RawBinXml {
 public:
  explicit RawBinXml(std::string& chunk) : chunk_(chunk) {}

  RawBinXml& Bytes(std::string_view bytes);
  template <typename T>
  RawBinXml& Int(T number) {
    return Bytes(LittleEndian(number));
  }
  RawBinXml& FragmentHeader() { return Bytes({"\x0f\x01\x01\x00", 4}); }
  RawBinXml& EndOfFragment() { return Bytes({"\0", 1}); }

  // <name …>: attributes, then CloseStart or CloseEmpty. With `dependency` as in definitions.
  RawBinXml& Open(std::string_view name, bool has_attributes = false);
  RawBinXml& OpenInDefinition(std::string_view name, std::uint16_t dependency = 0xffff,
                              bool has_attributes = false);
  RawBinXml& Attribute(std::string_view name);
  RawBinXml& CloseStart() { return Bytes({"\x02", 1}); }
  RawBinXml& CloseEmpty() { return Bytes({"\x03", 1}); }
  RawBinXml& End() { return Bytes({"\x04", 1}); }
  RawBinXml& Text(std::string_view utf8);
  RawBinXml& CData(std::string_view utf8);
  RawBinXml& CharacterReference(std::uint16_t unit, bool more = false);
  RawBinXml& EntityReference(std::string_view name);
  RawBinXml& Instruction(std::string_view target, std::string_view data);
  RawBinXml& Slot(std::uint16_t index, EvtxType type, bool optional = false);
  // <name>text</name>, outside of definitions.
  RawBinXml& Element(std::string_view name, std::string_view text);
  // <System> of provider «P», event id 1 and this EventRecordID, outside of definitions.
  RawBinXml& System(std::uint64_t record_id);

  // An instance whose definition stands in it. `id` is the first dword of its GUID.
  RawBinXml& Template(std::uint32_t id, const std::function<void(RawBinXml&)>& definition,
                      const std::vector<EvtxValue>& values);
  // An instance of a definition that stands elsewhere.
  RawBinXml& Instance(std::uint32_t id, std::uint32_t definition_offset,
                      const std::vector<EvtxValue>& values);

  std::uint32_t offset() const { return static_cast<std::uint32_t>(chunk_.size()); }
  std::uint32_t last_definition() const { return last_definition_; }

 private:
  RawBinXml& Name(std::string_view name);
  RawBinXml& Values(const std::vector<EvtxValue>& values);
  std::string& chunk_;
  std::uint32_t last_definition_ = 0;
};

// One chunk of records and the file around it.
class RawLog {
 public:
  RawLog();
  // A record whose BinXML `write` appends. Returns its offset in the file.
  std::uint64_t Add(std::uint64_t id, const std::function<void(RawBinXml&)>& write);
  // The same with all ordinary things around: fragment header, <Event>, <System>.
  std::uint64_t AddEvent(std::uint64_t id, const std::function<void(RawBinXml&)>& write);
  // The file, checksums right.
  std::string Finish() const;

 private:
  std::string chunk_;
  std::uint32_t last_record_ = 0;
};

// The bytes of a fragment for a value of type BinXml, to stand at `offset` of its chunk.
EvtxValue Fragment(std::uint32_t offset, const std::function<void(RawBinXml&)>& write);

}  // namespace logonloom::support
