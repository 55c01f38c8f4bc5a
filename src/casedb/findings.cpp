#include "casedb/findings.h"

#include "base/packed_bytes.h"
#include "casedb/event_columns.h"
#include "casedb/squeeze.h"

namespace logonloom {
namespace {

void PackTime(Packer& packer, std::optional<FileTime> time) {
  packer.Number(time ? 1 : 0);
  if (time) packer.Signed(time->ticks);
}

std::optional<FileTime> UnpackTime(Unpacker& unpacker) {
  if (unpacker.Number() == 0) return std::nullopt;
  return FileTime{unpacker.Signed()};
}

// Calls visit for each number of the tally, const or not.
template <typename Tally, typename Visit>
void VisitTally(Tally& tally, Visit visit) {
  auto& [chunks, seen, rejected, recovered, bytes, dirty, truncated, unreadable] = tally;
  auto& [headers, records, torn, found, residue] = bytes;
  visit(chunks);
  visit(seen);
  visit(rejected);
  visit(recovered);
  visit(headers);
  visit(records);
  visit(torn);
  visit(found);
  visit(residue);
  visit(dirty);
  visit(truncated);
  visit(unreadable);
}

void PackHead(Packer& packer, const FindingsHead& head) {
  packer.Number(head.size_bytes);
  for (const std::string& text : {head.sha256, head.reader, head.failure, head.damage})
    packer.Text(text);
  VisitTally(head.tally, [&packer](auto number) { packer.Number(number); });
  packer.Number(head.records);
  packer.Number(head.filtered);
  PackTime(packer, head.first_time);
  PackTime(packer, head.last_time);
  packer.Number(head.unread.size());
  for (const auto& [offset, size] : head.unread) {
    packer.Number(offset);
    packer.Number(size);
  }
  packer.Number(head.told.size());
  for (const auto& [code, count] : head.told) {
    packer.Text(code);
    packer.Number(count);
  }
}

void UnpackHead(Unpacker& unpacker, FindingsHead& head) {
  head.size_bytes = unpacker.Number();
  for (std::string* text : {&head.sha256, &head.reader, &head.failure, &head.damage})
    *text = unpacker.Text();
  VisitTally(head.tally,
             [&unpacker]<typename T>(T& number) { number = static_cast<T>(unpacker.Number()); });
  head.records = unpacker.Number();
  head.filtered = unpacker.Number();
  head.first_time = UnpackTime(unpacker);
  head.last_time = UnpackTime(unpacker);
  for (std::size_t count = unpacker.Count(); count > 0; --count) {
    const std::uint64_t offset = unpacker.Number();
    head.unread[offset] = unpacker.Number();
  }
  for (std::size_t count = unpacker.Count(); count > 0; --count) {
    const std::string code(unpacker.Text());
    head.told[code] = unpacker.Number();
  }
}

void PackExtent(Packer& packer, const ChannelExtent& extent) {
  packer.Text(extent.computer.view());
  packer.Text(extent.channel.view());
  PackTime(packer, extent.first_time);
  PackTime(packer, extent.last_time);
  packer.Number(extent.records);
  packer.Number(extent.named);
  packer.Number(extent.id_ranges.size());
  std::uint64_t last_id = 0;
  for (const auto& [first, last] : extent.id_ranges) {
    packer.Number(first - last_id);
    packer.Number(last - first);
    last_id = last;
  }
}

ChannelExtent UnpackExtent(Unpacker& unpacker, StringPool& pool) {
  ChannelExtent extent;
  extent.computer = pool.Intern(unpacker.Text());
  extent.channel = pool.Intern(unpacker.Text());
  extent.first_time = UnpackTime(unpacker);
  extent.last_time = UnpackTime(unpacker);
  extent.records = unpacker.Number();
  extent.named = unpacker.Number() != 0;
  extent.id_ranges.resize(unpacker.Count());
  std::uint64_t last_id = 0;
  for (auto& [first, last] : extent.id_ranges) {
    first = last_id + unpacker.Number();
    last = last_id = first + unpacker.Number();
  }
  return extent;
}

void PackDiagnostic(Packer& packer, const Diagnostic& diagnostic) {
  packer.Number(static_cast<std::uint64_t>(diagnostic.severity));
  packer.Text(diagnostic.code);
  packer.Text(diagnostic.message);
  packer.Text(diagnostic.host);
  packer.Number(diagnostic.offset ? 1 : 0);
  if (diagnostic.offset) packer.Number(*diagnostic.offset);
}

Diagnostic UnpackDiagnostic(Unpacker& unpacker, std::int32_t file_index) {
  Diagnostic diagnostic;
  const std::uint64_t severity = unpacker.Number();
  if (severity > static_cast<std::uint64_t>(Severity::kError)) throw PackedError();
  diagnostic.severity = static_cast<Severity>(severity);
  diagnostic.code = unpacker.Text();
  diagnostic.message = unpacker.Text();
  diagnostic.host = unpacker.Text();
  diagnostic.file_index = file_index;
  if (unpacker.Number() != 0) diagnostic.offset = unpacker.Number();
  return diagnostic;
}

}  // namespace

std::string FindingsVersion() {
  return std::to_string(kFindingsVersion) + "." + std::to_string(PackedMembers()) + "." +
         std::to_string(static_cast<int>(EventKind::kActivity));
}

std::string Pack(const FindingsHead& head) {
  Packer packer;
  PackHead(packer, head);
  packer.Number(head.extents.size());
  for (const ChannelExtent& extent : head.extents) PackExtent(packer, extent);
  packer.Number(head.diagnostics.size());
  for (const Diagnostic& diagnostic : head.diagnostics) PackDiagnostic(packer, diagnostic);
  return Squeeze(packer.bytes());
}

FindingsHead UnpackHead(std::string_view packed, std::int32_t file_index, StringPool& pool) {
  const std::string bytes = Unsqueeze(packed);
  Unpacker unpacker(bytes);
  FindingsHead head;
  UnpackHead(unpacker, head);
  head.extents.resize(unpacker.Count());
  for (ChannelExtent& extent : head.extents) extent = UnpackExtent(unpacker, pool);
  head.diagnostics.resize(unpacker.Count());
  for (Diagnostic& diagnostic : head.diagnostics)
    diagnostic = UnpackDiagnostic(unpacker, file_index);
  if (!unpacker.done()) throw PackedError();
  return head;
}

std::string PackChunk(std::uint64_t offset, std::string_view chunk) {
  Packer packer;
  packer.Number(offset);
  packer.Text(chunk);
  return Squeeze(packer.bytes());
}

std::pair<std::uint64_t, std::string> UnpackChunk(std::string_view packed) {
  const std::string bytes = Unsqueeze(packed);
  Unpacker unpacker(bytes);
  const std::uint64_t offset = unpacker.Number();
  return {offset, std::string(unpacker.Text())};
}

}  // namespace logonloom
