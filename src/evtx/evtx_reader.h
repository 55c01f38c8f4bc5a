// The project's own reader: every record of a file, those included that Windows no longer lists.
#pragma once

#include <memory>

#include "logonloom/record.h"

namespace logonloom {

// Template definitions of a run, for records whose file has lost theirs. Collecting all files
// before the first is read makes the result independent of their order.
class RunTemplates {
 public:
  RunTemplates();
  ~RunTemplates();
  RunTemplates(const RunTemplates&) = delete;
  RunTemplates& operator=(const RunTemplates&) = delete;
  // Throws std::system_error if reading fails.
  void Collect(EvidenceSource& source);

 private:
  friend class EvtxReader;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

struct EvtxReaderOptions {
  bool recover = true;                            // also what is not listed
  std::shared_ptr<const RunTemplates> templates;  // may be empty
};

std::unique_ptr<RecordReader> MakeEvtxReader(EvtxReaderOptions options = {});

}  // namespace logonloom
