#include "evtx/carved_reader.h"

#include <algorithm>
#include <utility>

#include "evtx/chunk_reader.h"
#include "evtx/run_templates.h"

namespace logonloom {
namespace {

// No chunk has its magic here, which is nothing to tell of.
class QuietSink : public RecordSink {
 public:
  explicit QuietSink(RecordSink& sink) : sink_(sink) {}

  void OnRecord(const Record& record) override { sink_.OnRecord(record); }
  void OnDiagnostic(Diagnostic diagnostic) override {
    if (diagnostic.code != "chunk_without_magic") sink_.OnDiagnostic(std::move(diagnostic));
  }

 private:
  RecordSink& sink_;
};

// What ReadCarvedRegion put before the region: a region begins with no zero.
std::size_t Padding(Bytes bytes) {
  const auto first = std::find_if(bytes.begin(), bytes.end(),
                                  [](std::byte byte) { return byte != std::byte{0}; });
  return static_cast<std::size_t>(first - bytes.begin());
}

}  // namespace

class CarvedReader : public ChunkGroupReader, private evtx::TemplateSource {
 public:
  CarvedReader(std::shared_ptr<const RunTemplates> templates,
               std::shared_ptr<const CarvedRegions> regions)
      : templates_(std::move(templates)),
        regions_(std::move(regions)),
        chunks_(*this, evtx::Scan::kEverything) {}

  std::string_view name() const override { return kCarvedReader; }
  std::uint64_t GroupCount(std::uint64_t) const override { return 1; }

  ReadTally Read(EvidenceSource& source, RecordSink& sink) override {
    ReadTally tally;
    ReadGroup(source, 0, sink, tally, {});
    return tally;
  }

  void ReadGroup(EvidenceSource& source, std::uint64_t, RecordSink& sink, ReadTally& tally,
                 const OnChunk& on_chunk) override {
    const CarvedRegions found = regions_ ? CarvedRegions() : FindCarvedRegions(source);
    const CarvedRegions& all = regions_ ? *regions_ : found;
    std::uint64_t used = 0;
    for (const CarvedRegion& region : all.regions) {
      used += region.size_bytes;
      tally.chunks += region.has_magic ? 1 : 0;
    }
    tally.bytes.residue += source.size() - std::min(used, source.size());
    if (all.too_many) TellTooMany(sink);
    if (on_chunk) on_chunk(0, {}, false);
    for (const CarvedRegion& region : all.regions) {
      const std::vector<std::byte> bytes = ReadCarvedRegion(source, region);
      const std::uint64_t offset = region.offset - region.in_chunk;
      lent_ = false;
      ReadChunk(bytes, offset, sink, tally);
      if (on_chunk) on_chunk(offset, bytes, lent_);
    }
  }

  // `offset` counts in the ring of 64 bits: the chunk may have begun before the file does.
  void ReadChunk(Bytes bytes, std::uint64_t offset, RecordSink& sink, ReadTally& tally) override {
    QuietSink quiet(sink);
    chunks_.Read(bytes, offset, quiet, tally);
    tally.bytes.residue -= Padding(bytes);
  }

 private:
  const evtx::TemplateDefinition* Find(std::uint32_t template_id,
                                       std::span<const evtx::Substitution> values) override {
    lent_ = true;
    return templates_ ? templates_->impl_->library.Find(template_id, values) : nullptr;
  }

  static void TellTooMany(RecordSink& sink) {
    Diagnostic diagnostic;
    diagnostic.code = "carving_stopped";
    diagnostic.message =
        "The file holds more chunks and records than one file may; the rest was left. Cut the file "
        "into parts and carve each.";
    sink.OnDiagnostic(std::move(diagnostic));
  }

  std::shared_ptr<const RunTemplates> templates_;
  std::shared_ptr<const CarvedRegions> regions_;
  evtx::ChunkReader chunks_;
  bool lent_ = false;  // the run was asked for a definition since this was set
};

CarvedRegions CollectCarved(EvidenceSource& source, RunTemplates& templates) {
  CarvedRegions found = FindCarvedRegions(source);
  for (const CarvedRegion& region : found.regions)
    templates.impl_->library.CollectChunk(ReadCarvedRegion(source, region));
  return found;
}

std::unique_ptr<ChunkGroupReader> MakeCarvedReader(std::shared_ptr<const RunTemplates> templates,
                                                   std::shared_ptr<const CarvedRegions> regions) {
  return std::make_unique<CarvedReader>(std::move(templates), std::move(regions));
}

}  // namespace logonloom
