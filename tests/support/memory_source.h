// Evidence that lies in memory, and a sink that only looks at all it gets.
#pragma once

#include <algorithm>
#include <cstring>
#include <span>
#include <vector>

#include "logonloom/event.h"
#include "logonloom/record.h"

namespace logonloom {

class MemorySource : public EvidenceSource {
 public:
  explicit MemorySource(std::span<const std::byte> bytes) : bytes_(bytes) {}
  std::uint64_t size() const override { return bytes_.size(); }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> buffer) override {
    if (offset >= bytes_.size()) return 0;
    const std::size_t count = std::min<std::size_t>(buffer.size(), bytes_.size() - offset);
    std::memcpy(buffer.data(), bytes_.data() + offset, count);
    return count;
  }

 private:
  std::span<const std::byte> bytes_;
};

class NormalisingSink : public RecordSink {
 public:
  explicit NormalisingSink(Normaliser& normaliser) : normaliser_(normaliser) {}
  void OnRecord(const Record& record) override {
    ++records;
    Event event;
    normaliser_.Normalise(record, event, diagnostics_);
  }
  void OnDiagnostic(Diagnostic) override { ++diagnostics; }
  std::uint64_t records = 0, diagnostics = 0;

 private:
  Normaliser& normaliser_;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace logonloom
