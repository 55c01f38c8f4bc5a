// Reads the files of a plan on several threads, with a result that does not depend on their number.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "logonloom/types.h"
#include "pipeline/collector.h"
#include "pipeline/readers.h"
#include "pipeline/reading_plan.h"

namespace logonloom {

// The template definitions of all files of the plan; empty if the reader wants none. A file that
// cannot be read is left out: it is told when it is read. `known`: those of older runs, packed.
// Throws PackedError. Notes in the plan where in the files that are carved something was found.
std::shared_ptr<const RunTemplates> CollectTemplates(ReadingPlan& plan, const ReaderChoice& choice,
                                                     unsigned threads,
                                                     const std::vector<std::string>& known);

// Calls on_batch for one piece of the plan after the other, in the order of files and of the
// records in them, on the calling thread. `bytes`: how much of the file the piece is.
void ReadInParallel(
    const ReadingPlan& plan, const ReaderChoice& choice,
    const std::shared_ptr<const RunTemplates>& templates, StringPool& pool, unsigned threads,
    const std::function<void(std::size_t file, Batch batch, std::uint64_t bytes)>& on_batch);

}  // namespace logonloom
