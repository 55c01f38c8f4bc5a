// What has to hold whatever the bytes are, for the fuzzers of our own reader.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <set>
#include <string>

#include "evtx/evtx_reader.h"
#include "support/memory_source.h"

namespace logonloom {

inline void Require(bool holds) {
  if (!holds) std::abort();
}

// Touches every byte of what is delivered, so that a sanitizer sees a view that dangles.
class TouchingSink : public RecordSink {
 public:
  void OnRecord(const Record& record) override {
    ++records;
    if (record.recovery == Recovery::kListed) listed.insert(record.offset);
    Touch(record.system.provider);
    Touch(record.system.channel);
    Touch(record.system.computer);
    Touch(record.system.user_sid);
    for (const Field& field : record.fields) {
      Touch(field.name);
      Touch(field.path);
      Touch(field.value.bytes);
    }
  }
  void OnDiagnostic(Diagnostic diagnostic) override {
    ++diagnostics;
    if (diagnostic.offset) told.insert(*diagnostic.offset);
  }
  std::uint64_t records = 0, diagnostics = 0;
  std::set<std::uint64_t> listed, told;

 private:
  void Touch(std::string_view text) {
    std::uint64_t sum = sum_;
    for (const char c : text) sum += static_cast<unsigned char>(c);
    sum_ = sum;
  }
  volatile std::uint64_t sum_ = 0;
};

inline TouchingSink ReadAnything(std::span<const std::byte> bytes, bool recover) {
  TouchingSink sink;
  MemorySource source(bytes);
  const ReadTally tally = MakeEvtxReader({recover, nullptr})->Read(source, sink);
  Require(tally.records_seen == sink.records + tally.records_rejected);
  Require(tally.records_rejected <= sink.diagnostics);
  Require(tally.bytes.sum() == bytes.size());
  return sink;
}

// A file of one chunk that begins with `body` behind the chunk's header, whose free offset says
// that all of it is listed.
inline std::string AsChunk(std::string_view body) {
  constexpr std::size_t kFileHeader = 4096, kChunk = 65536, kChunkHeader = 512;
  std::string file(kFileHeader + kChunk, '\0');
  file.replace(0, 8, "ElfFile\0", 8);
  file.replace(kFileHeader, 8, "ElfChnk\0", 8);
  body = body.substr(0, kChunk - kChunkHeader);
  const auto end = static_cast<std::uint32_t>(kChunkHeader + body.size());
  std::memcpy(file.data() + kFileHeader + 48, &end, sizeof end);
  file.replace(kFileHeader + kChunkHeader, body.size(), body);
  return file;
}

// A record with this BinXML.
inline std::string AsRecord(std::string_view binxml) {
  binxml = binxml.substr(0, 60'000);
  const auto size = static_cast<std::uint32_t>(28 + binxml.size());
  std::string record(size, '\0');
  const std::uint32_t magic = 0x2a2a;
  const std::uint64_t id = 1;
  const std::int64_t time = 133'540'128'620'000'000;
  std::memcpy(record.data(), &magic, 4);
  std::memcpy(record.data() + 4, &size, 4);
  std::memcpy(record.data() + 8, &id, 8);
  std::memcpy(record.data() + 16, &time, 8);
  std::memcpy(record.data() + 24, binxml.data(), binxml.size());
  std::memcpy(record.data() + size - 4, &size, 4);
  return record;
}

inline std::span<const std::byte> BytesOf(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

}  // namespace logonloom
