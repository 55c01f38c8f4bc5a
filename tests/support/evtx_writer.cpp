#include "support/evtx_writer.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "support/crc32.h"

namespace logonloom::support {
namespace {

constexpr std::uint32_t kRecordMagic = 0x00002a2a;
constexpr std::size_t kRecordHeaderSize = 24;

template <typename T>
void Put(std::string& bytes, std::size_t offset, T number) {
  bytes.replace(offset, sizeof(T), LittleEndian(number));
}

std::uint32_t GetU32(std::string_view bytes, std::size_t offset) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i)
    number |= std::uint32_t{static_cast<unsigned char>(bytes[offset + i])} << (8 * i);
  return number;
}

void PutFileChecksum(std::string& file) {
  Put(file, 124, Crc32(std::string_view(file).substr(0, 120)));
}

void PutChunkChecksums(std::string& file, std::size_t at) {
  const std::string_view chunk = std::string_view(file).substr(at, kChunkSize);
  const std::size_t free = std::min<std::size_t>(GetU32(chunk, 48), chunk.size());
  const std::size_t used = std::max(free, kChunkHeaderSize);
  Put(file, at + 52, Crc32(chunk.substr(kChunkHeaderSize, used - kChunkHeaderSize)));
  Put(file, at + 124,
      Crc32(chunk.substr(128, kChunkHeaderSize - 128), Crc32(chunk.substr(0, 120))));
}

std::string FileHeader(const EvtxFile& file, const EvtxOptions& options) {
  std::string header(kFileHeaderSize, '\0');
  header.replace(0, 8, std::string("ElfFile\0", 8));
  const std::uint64_t last_chunk = file.chunks.empty() ? 0 : file.chunks.size() - 1;
  const std::uint64_t next_id = file.records.empty() ? 1 : file.records.back().header_record_id + 1;
  Put(header, 16, last_chunk);
  Put(header, 24, next_id);
  Put(header, 32, std::uint32_t{128});  // used bytes of this header
  Put(header, 36, std::uint16_t{1});    // version 3.1
  Put(header, 38, std::uint16_t{3});
  Put(header, 40, static_cast<std::uint16_t>(kFileHeaderSize));
  Put(header, 42, static_cast<std::uint16_t>(file.chunks.size()));
  Put(header, 120, (options.dirty ? 1U : 0U) | (options.full ? 2U : 0U));
  return header;
}

}  // namespace

bool EvtxWriter::AppendRecord(const EventSpec& spec) {
  const std::size_t at = chunk_.size();
  const std::uint64_t id = spec.header_record_id.value_or(spec.record_id);
  chunk_.AppendInt(kRecordMagic);
  chunk_.AppendInt(std::uint32_t{0});
  chunk_.AppendInt(id);
  chunk_.AppendInt(spec.time.ticks);
  std::function<void()> payload;
  if (!spec.payload.empty()) {
    payload = [this, &spec] {
      for (const XmlElement& root : spec.payload)
        chunk_.AppendFragment(
            PayloadShape(root), [&root] { return PayloadTemplate(root); }, PayloadValues(root));
    };
  }
  chunk_.AppendFragment(
      EventShape(spec), [&spec] { return EventTemplate(spec); }, EventValues(spec), payload);
  const std::size_t padded = (chunk_.size() - at + 4 + 7) / 8 * 8;  // records are 8-aligned
  chunk_.Append(std::string(padded - 4 - (chunk_.size() - at), '\0'));
  chunk_.AppendInt(static_cast<std::uint32_t>(padded));
  chunk_.Overwrite(at + 4, static_cast<std::uint32_t>(padded));
  if (chunk_.size() > kChunkSize) return false;
  chunk_records_.push_back({at, static_cast<std::uint32_t>(padded), id});
  return true;
}

void EvtxWriter::Add(const EventSpec& spec) {
  const BinXmlChunk::Mark before = chunk_.mark();
  if (AppendRecord(spec)) return;
  chunk_.CutBack(before);
  const bool was_empty = chunk_records_.empty();
  if (!was_empty) CloseChunk();
  if (was_empty || !AppendRecord(spec))
    throw std::length_error("an event record is larger than a chunk");
}

void EvtxWriter::CloseChunk() {
  const std::size_t free = chunk_.size();
  const std::size_t at = kFileHeaderSize + file_.chunks.size() * kChunkSize;
  std::string bytes = chunk_.bytes();
  bytes.resize(kChunkSize, '\0');
  bytes.replace(0, 8, std::string("ElfChnk\0", 8));
  const std::uint64_t first_number = file_.records.size() + 1;
  Put(bytes, 8, first_number);
  Put(bytes, 16, first_number + chunk_records_.size() - 1);
  Put(bytes, 24, chunk_records_.front().header_record_id);
  Put(bytes, 32, chunk_records_.back().header_record_id);
  Put(bytes, 40, std::uint32_t{128});
  Put(bytes, 44, static_cast<std::uint32_t>(chunk_records_.back().offset));
  Put(bytes, 48, static_cast<std::uint32_t>(free));
  for (std::size_t i = 0; i < chunk_.name_buckets().size(); ++i)
    Put(bytes, 128 + 4 * i, chunk_.name_buckets()[i]);
  for (std::size_t i = 0; i < chunk_.template_buckets().size(); ++i)
    Put(bytes, 384 + 4 * i, chunk_.template_buckets()[i]);
  PutChunkChecksums(bytes, 0);
  for (RecordPlace record : chunk_records_) {
    record.offset += at;
    file_.records.push_back(record);
  }
  file_.chunks.push_back(at);
  file_.bytes += bytes;
  chunk_ = BinXmlChunk();
  chunk_records_.clear();
}

EvtxFile EvtxWriter::Finish() {
  if (!chunk_records_.empty()) CloseChunk();
  std::string header = FileHeader(file_, options_);
  PutFileChecksum(header);
  file_.bytes.insert(0, header);
  return std::exchange(file_, {});
}

EvtxFile WriteEvtx(const std::vector<EventSpec>& specs, EvtxOptions options) {
  EvtxWriter writer(options);
  for (const EventSpec& spec : specs) writer.Add(spec);
  return writer.Finish();
}

void WriteFile(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file)
    throw std::system_error(errno, std::generic_category(), "cannot write " + path.string());
}

void RepairChecksums(std::string& file) {
  if (file.size() < kFileHeaderSize) return;
  PutFileChecksum(file);
  for (std::size_t at = kFileHeaderSize; at + kChunkSize <= file.size(); at += kChunkSize)
    if (file.compare(at, 7, "ElfChnk") == 0) PutChunkChecksums(file, at);
}

}  // namespace logonloom::support
