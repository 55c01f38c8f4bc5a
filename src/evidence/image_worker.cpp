#include "evidence/image_worker.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <span>
#include <string_view>
#include <vector>

#include "evidence/image_messages.h"
#include "evidence/image_volumes.h"

namespace logonloom {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kIsInstrumented = true;  // takes terabytes of addresses, and has things to say
#else
constexpr bool kIsInstrumented = false;
#endif
constexpr rlim_t kMostMemory = rlim_t{3} << 30;
constexpr int kErrorStream = 2;  // what the libraries say there would stand among our messages

// A library that is led astray gets no further than this: no file of ours, no memory without end.
void Confine(int socket) {
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) signal(number, SIG_DFL);
  const rlimit no_core = {0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  if (!kIsInstrumented) {
    const rlimit memory = {kMostMemory, kMostMemory};
    setrlimit(RLIMIT_DATA, &memory);
    const int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere >= 0) dup2(nowhere, kErrorStream);
  }
  if (socket > 3) close_range(3, static_cast<unsigned>(socket) - 1, 0);
  close_range(static_cast<unsigned>(socket) + 1, ~0u, 0);
}

void SendAll(int socket, const void* data, std::size_t size) {
  const char* at = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t count = send(socket, at, size, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) _exit(0);  // nobody listens any more
    at += count;
    size -= static_cast<std::size_t>(count);
  }
}

void Reply(int socket, ImageReply kind, std::string_view bytes) {
  bytes = bytes.substr(0, kMostReply);
  const ImageReplyHead head = {kind, static_cast<std::uint32_t>(bytes.size())};
  SendAll(socket, &head, sizeof head);
  SendAll(socket, bytes.data(), bytes.size());
}

template <typename T>
std::string_view BytesOf(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

void Search(ImageVolumes& volumes, ImageLayer layer, int socket) {
  const std::uint64_t size = volumes.media_size();
  Reply(socket, ImageReply::kMediaSize, BytesOf(size));
  const std::string nul(1, '\0');
  volumes.Search(layer, {[&](const ImageLog& log) {
                           const ImageLogHead head = {log.size_bytes, log.entry, log.sequence,
                                                      log.deleted ? 1u : 0u};
                           Reply(socket, ImageReply::kLog,
                                 std::string(BytesOf(head)) + log.place + nul + log.shadow_copy);
                         },
                         [&](const ImageProblem& problem) {
                           Reply(socket, ImageReply::kProblem,
                                 problem.place + nul + problem.reason);
                         },
                         [&] { Reply(socket, ImageReply::kShadowCopies, {}); },
                         [&] { Reply(socket, ImageReply::kStillThere, {}); }});
  Reply(socket, ImageReply::kEndOfSearch, {});
}

void Answer(ImageVolumes& volumes, int socket) {
  std::vector<char> buffer;
  ImageRequest request;
  while (recv(socket, &request, sizeof request, MSG_WAITALL) == sizeof request) {
    buffer.resize(std::min(request.size_bytes, kMostReply));
    try {
      const std::size_t count = volumes.Read(request.log, request.offset, buffer);
      Reply(socket, ImageReply::kData, {buffer.data(), count});
    } catch (const ImageError& failure) {
      Reply(socket, ImageReply::kFailure, failure.what());
    }
  }
}

}  // namespace

void RunImageWorker(const std::string& path, ImageKind kind, ImageLayer layer, int socket) {
  Confine(socket);
  try {
    ImageVolumes volumes(path, kind);
    Search(volumes, layer, socket);
    Answer(volumes, socket);
  } catch (const std::exception& failure) {
    Reply(socket, ImageReply::kFailure, failure.what());
  }
  _exit(0);
}

}  // namespace logonloom
