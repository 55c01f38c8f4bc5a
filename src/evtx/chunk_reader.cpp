#include "evtx/chunk_reader.h"

#include <algorithm>
#include <utility>

namespace logonloom::evtx {
namespace {

std::string NameOf(const Record& record) {
  return "Record " + std::to_string(record.header_record_id);
}

}  // namespace

void ChunkReader::Read(Bytes chunk, std::uint64_t offset, RecordSink& sink, ReadTally& tally) {
  chunk_ = chunk;
  offset_ = offset;
  sink_ = &sink;
  tally_ = &tally;
  if (IsZero(chunk)) {
    tally.bytes.residue += chunk.size();
    return;
  }
  const bool has_magic = HasMagic(chunk);
  const std::size_t header = has_magic ? std::min(chunk.size(), kChunkHeaderSize) : 0;
  tally.bytes.headers += header;
  tally.bytes.residue += chunk.size() - header;  // what records use is taken off again
  if (has_magic) {
    ++tally.chunks;
    CheckSums();
  } else {
    Tell(Severity::kWarning, "chunk_without_magic",
         "A slot of 64 KiB holds data but no chunk magic; it is searched for whole records.", 0);
  }
  ScanChunk(chunk, has_magic, scan_, layout_);
  decoder_.BeginChunk(chunk, offset);
  for (const RecordPlace& place : layout_.places) ReadPlace(place);
}

// Nothing is left out for a wrong checksum: it is a hint for the analyst.
void ChunkReader::CheckSums() {
  const ChunkChecksums sums = CheckChunk(chunk_);
  if (!sums.header_good)
    Tell(Severity::kInfo, "chunk_header_checksum",
         "The checksum of a chunk's header is wrong: the log was not closed, or the chunk was "
         "changed.",
         0);
  if (!sums.data_good)
    Tell(Severity::kInfo, "chunk_data_checksum",
         "The checksum of a chunk's records is wrong: the log was not closed, or the chunk was "
         "changed.",
         0);
}

void ChunkReader::ReadPlace(const RecordPlace& place) {
  if (place.torn && scan_ == Scan::kListedOnly) return Reject(place, "its header is damaged");
  const DecodedRecord& decoded = decoder_.Decode(place);
  Account(place);
  // Behind a tear stands what was there before: a value that reaches into it cannot be believed.
  if (place.torn && decoded.clipped) return Reject(place, "values of it are missing");
  if (decoded.error != nullptr && (place.torn || place.recovery == Recovery::kListed))
    return Reject(place, decoded.error);
  if (place.torn)
    Tell(Severity::kWarning, "record_torn",
         NameOf(decoded.record) + " has a wrong size or size copy, but its content is whole.",
         place.offset);
  const std::size_t end = decoded.end;
  Deliver(decoded);
  const std::size_t limit = place.offset + place.size - (place.torn ? 0 : kSizeCopySize);
  if (scan_ == Scan::kEverything && !place.torn && limit > end + kMostPadding)
    ReadHidden(place, end);
}

void ChunkReader::Account(const RecordPlace& place) {
  ByteTally& bytes = tally_->bytes;
  bytes.residue -= place.size;
  if (place.torn)
    bytes.torn += place.size;
  else if (place.recovery == Recovery::kSlack || place.recovery == Recovery::kCarved)
    bytes.recovered += place.size;
  else
    bytes.records += place.size;
}

void ChunkReader::Deliver(const DecodedRecord& decoded) {
  const Record& record = decoded.record;
  const std::uint64_t at = record.offset - offset_;
  ++tally_->records_seen;
  if (record.recovery != Recovery::kListed) ++tally_->records_recovered;
  if (decoded.clipped)
    Tell(Severity::kWarning, "value_clipped",
         NameOf(record) + " has values that claim to go on behind its end; they are cut there.",
         at);
  if (decoded.odd_text)
    Tell(Severity::kInfo, "text_odd",
         NameOf(record) + " has a text of an odd number of bytes; the last byte is left out.", at);
  if (decoded.nameless && record.recovery == Recovery::kListed)
    Tell(Severity::kWarning, "template_missing",
         NameOf(record) + " refers to a template that is not there; its values have no names.", at);
  sink_->OnRecord(record);
}

void ChunkReader::ReadHidden(const RecordPlace& outer, std::size_t begin) {
  hidden_.clear();
  ScanForHidden(chunk_, begin, outer.offset + outer.size, hidden_);
  for (const RecordPlace& place : hidden_) {
    const DecodedRecord& decoded = decoder_.Decode(place);
    if (decoded.error != nullptr) continue;
    Tell(Severity::kWarning, "record_hidden",
         NameOf(decoded.record) +
             " was hidden inside the record before it, which is made longer than its content. "
             "Tools that delete single records do this.",
         place.offset);
    Deliver(decoded);
  }
}

void ChunkReader::Reject(const RecordPlace& place, const char* reason) {
  ++tally_->records_seen;
  ++tally_->records_rejected;
  const auto id = ReadInt<std::uint64_t>(chunk_, place.offset + 8).value_or(0);
  Tell(Severity::kWarning, place.torn ? "record_torn" : "record_rejected",
       "Record " + std::to_string(id) + " cannot be read: " + reason + ".", place.offset);
}

void ChunkReader::Tell(Severity severity, const char* code, std::string message, std::uint64_t at) {
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.code = code;
  diagnostic.message = std::move(message);
  diagnostic.offset = offset_ + at;
  sink_->OnDiagnostic(std::move(diagnostic));
}

}  // namespace logonloom::evtx
