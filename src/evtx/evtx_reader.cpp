#include "evtx/evtx_reader.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "evtx/chunk_reader.h"
#include "evtx/file_layout.h"
#include "evtx/layout.h"
#include "evtx/run_templates.h"

namespace logonloom {

using evtx::kChunkSize;
using evtx::kReadSize;

RunTemplates::RunTemplates() : impl_(std::make_unique<Impl>()) {}
RunTemplates::~RunTemplates() = default;
void RunTemplates::Collect(EvidenceSource& source) { impl_->library.Collect(source); }

void RunTemplates::Add(const RunTemplates& other) { impl_->library.Add(other.impl_->library); }

std::string RunTemplates::Pack() const { return impl_->library.Pack(); }

void RunTemplates::AddPacked(std::string_view packed) { impl_->library.AddPacked(packed); }

class EvtxReader : public ChunkGroupReader, private evtx::TemplateSource {
 public:
  explicit EvtxReader(EvtxReaderOptions options)
      : options_(std::move(options)),
        chunks_(*this, options_.recover ? evtx::Scan::kEverything : evtx::Scan::kListedOnly) {}

  std::string_view name() const override { return "evtx"; }

  ReadTally Read(EvidenceSource& source, RecordSink& sink) override {
    ReadTally tally;
    for (std::uint64_t group = 0; group < GroupCount(source.size()); ++group)
      ReadGroup(source, group, sink, tally, {});
    return tally;
  }

  // Of the size alone, wherever the chunks begin.
  std::uint64_t GroupCount(std::uint64_t file_size) const override {
    return file_size / kGroupSize + 1;
  }

  void ReadGroup(EvidenceSource& source, std::uint64_t group, RecordSink& sink, ReadTally& tally,
                 const OnChunk& on_chunk) override {
    if (source_ != &source || group == 0) Begin(source);
    if (group == 0) {
      TellFile(sink, tally);
      if (on_chunk) on_chunk(0, {}, false);
    }
    const std::uint64_t end = std::min(file_.first_chunk + (group + 1) * kGroupSize, source.size());
    for (std::uint64_t offset = file_.first_chunk + group * kGroupSize; offset < end;) {
      buffer_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kReadSize, end - offset)));
      const Bytes part = Bytes(buffer_).first(source.ReadAt(offset, buffer_));
      if (part.empty()) break;
      for (std::size_t at = 0; at < part.size(); at += kChunkSize) {
        const Bytes chunk = part.subspan(at, std::min(kChunkSize, part.size() - at));
        lent_ = false;
        chunks_.Read(chunk, offset + at, sink, tally);
        if (on_chunk) on_chunk(offset + at, chunk, lent_);
      }
      offset += part.size();
    }
  }

  void ReadChunk(Bytes chunk, std::uint64_t offset, RecordSink& sink, ReadTally& tally) override {
    source_ = nullptr;
    chunks_.Read(chunk, offset, sink, tally);
  }

 private:
  static constexpr std::uint64_t kGroupSize = 32 * kChunkSize;

  void Begin(EvidenceSource& source) {
    source_ = &source;
    library_.reset();
    file_ = evtx::ReadFileLayout(source);
  }

  // What the run knows without doubt is what the file knows: it holds the file's definitions too.
  const evtx::TemplateDefinition* Find(std::uint32_t template_id,
                                       std::span<const evtx::Substitution> values) override {
    if (options_.templates) {
      lent_ = true;
      const evtx::TemplateLibrary& run = options_.templates->impl_->library;
      if (const auto* found = run.Find(template_id, values)) return found;
      if (!run.Has(template_id)) return nullptr;
    }
    if (source_ == nullptr) return nullptr;
    if (!library_) {
      library_.emplace();
      library_->Collect(*source_);
    }
    return library_->Find(template_id, values);
  }

  void TellFile(RecordSink& sink, ReadTally& tally) const {
    const auto tell = [&sink](const char* code, const char* message) {
      Diagnostic diagnostic;
      diagnostic.code = code;
      diagnostic.message = message;
      sink.OnDiagnostic(std::move(diagnostic));
    };
    const std::uint64_t size = source_->size();
    tally.dirty = file_.dirty;
    tally.bytes.headers += file_.first_chunk;
    tally.truncated = size < evtx::kFileHeaderSize || (size - file_.first_chunk) % kChunkSize != 0;
    if (!file_.has_magic)
      tell("file_header_damaged",
           "The file does not begin like an event log; its chunks are read all the same.");
    if (tally.truncated) tell("file_truncated", "The file ends inside a chunk.");
  }

  EvtxReaderOptions options_;
  evtx::ChunkReader chunks_;
  bool lent_ = false;  // the run was asked for a definition since this was set
  std::vector<std::byte> buffer_;
  EvidenceSource* source_ = nullptr;
  evtx::FileLayout file_;
  std::optional<evtx::TemplateLibrary> library_;
};

std::unique_ptr<ChunkGroupReader> MakeEvtxReader(EvtxReaderOptions options) {
  return std::make_unique<EvtxReader>(std::move(options));
}

}  // namespace logonloom
