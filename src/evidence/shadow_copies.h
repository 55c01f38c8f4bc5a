// The volume shadow copies of one volume, through libvshadow. Runs in the process of
// image_worker.h, since the library was not written for hostile volumes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "logonloom/record.h"

namespace logonloom {

// Copies are numbered from 0, the oldest, as libvshadow has them.
class ShadowCopies {
 public:
  // `volume` has to live as long. Throws ImageError, sentences, if its catalogue cannot be
  // read.
  explicit ShadowCopies(EvidenceSource& volume);
  ~ShadowCopies();
  ShadowCopies(const ShadowCopies&) = delete;
  ShadowCopies& operator=(const ShadowCopies&) = delete;

  std::size_t count() const;
  // By which a path tells it: number from 1, creation, identifier of its store,
  // «vss2 2024-03-05T21:40:00Z {3F2504E0-…}».
  std::string StepOf(std::size_t copy) const;
  // Of the volume as the copy shows it, in bytes. Throws ImageError, a sentence, if the copy cannot
  // be opened or must not be.
  std::uint64_t SizeOf(std::size_t copy);
  // Only of a copy whose size was asked. Fewer bytes only at its end. Throws ImageError.
  std::size_t Read(std::size_t copy, std::uint64_t offset, std::span<char> buffer);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace logonloom
