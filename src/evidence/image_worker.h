// The process that has an image in its hands: what goes wrong there ends it and nothing else.
#pragma once

#include <string>

#include "evidence/image_contents.h"
#include "evidence/image_signs.h"

namespace logonloom {

// Searches that layer of the image, then answers requests on `socket` (image_messages.h) until that
// is closed. To be called in a child process.
[[noreturn]] void RunImageWorker(const std::string& path, ImageKind kind, ImageLayer layer,
                                 int socket);

}  // namespace logonloom
