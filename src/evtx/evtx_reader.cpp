#include "evtx/evtx_reader.h"

#include <optional>
#include <utility>
#include <vector>

#include "evtx/chunk_reader.h"
#include "evtx/file_layout.h"
#include "evtx/layout.h"
#include "evtx/template_library.h"

namespace logonloom {

using evtx::kChunkSize;

struct RunTemplates::Impl {
  evtx::TemplateLibrary library;
};

RunTemplates::RunTemplates() : impl_(std::make_unique<Impl>()) {}
RunTemplates::~RunTemplates() = default;
void RunTemplates::Collect(EvidenceSource& source) { impl_->library.Collect(source); }

class EvtxReader : public RecordReader, private evtx::TemplateSource {
 public:
  explicit EvtxReader(EvtxReaderOptions options)
      : options_(std::move(options)),
        chunks_(*this, options_.recover ? evtx::Scan::kEverything : evtx::Scan::kListedOnly) {}

  std::string_view name() const override { return "evtx"; }

  ReadTally Read(EvidenceSource& source, RecordSink& sink) override {
    source_ = &source;
    library_.reset();
    ReadTally tally;
    const evtx::FileLayout file = evtx::ReadFileLayout(source);
    tally.dirty = file.dirty;
    tally.bytes.headers = file.first_chunk;
    buffer_.resize(kGroupSize);
    for (std::uint64_t offset = file.first_chunk; offset < source.size();) {
      const Bytes group = Bytes(buffer_).first(source.ReadAt(offset, buffer_));
      if (group.empty()) break;
      for (std::size_t at = 0; at < group.size(); at += kChunkSize)
        chunks_.Read(group.subspan(at, std::min(kChunkSize, group.size() - at)), offset + at, sink,
                     tally);
      offset += group.size();
    }
    TellFile(file, source, sink, tally);
    return tally;
  }

 private:
  static constexpr std::size_t kGroupSize = 16 * kChunkSize;

  // The file's own templates first; they are collected when a record misses one.
  const evtx::TemplateDefinition* Find(std::uint32_t template_id,
                                       std::span<const evtx::Substitution> values) override {
    if (!library_) {
      library_.emplace();
      library_->Collect(*source_);
    }
    if (const auto* found = library_->Find(template_id, values)) return found;
    return options_.templates ? options_.templates->impl_->library.Find(template_id, values)
                              : nullptr;
  }

  static void TellFile(const evtx::FileLayout& file, const EvidenceSource& source, RecordSink& sink,
                       ReadTally& tally) {
    const auto tell = [&sink](Severity severity, const char* code, const char* message) {
      Diagnostic diagnostic;
      diagnostic.severity = severity;
      diagnostic.code = code;
      diagnostic.message = message;
      sink.OnDiagnostic(std::move(diagnostic));
    };
    if (!file.has_magic)
      tell(Severity::kWarning, "file_header_damaged",
           "The file does not begin like an event log; its chunks are read all the same.");
    tally.truncated = source.size() < evtx::kFileHeaderSize ||
                      (source.size() - file.first_chunk) % kChunkSize != 0;
    if (tally.truncated)
      tell(Severity::kWarning, "file_truncated", "The file ends inside a chunk.");
  }

  EvtxReaderOptions options_;
  evtx::ChunkReader chunks_;
  std::vector<std::byte> buffer_;
  EvidenceSource* source_ = nullptr;
  std::optional<evtx::TemplateLibrary> library_;
};

std::unique_ptr<RecordReader> MakeEvtxReader(EvtxReaderOptions options) {
  return std::make_unique<EvtxReader>(std::move(options));
}

}  // namespace logonloom
