#include "evidence/disk_image.h"

#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>
#include <utility>

#include "evidence/image_messages.h"
#include "evidence/image_worker.h"

namespace logonloom {
namespace {

constexpr int kMostSilenceMs = 120'000;  // it gives a sign of life every few thousand entries
constexpr std::size_t kMostLogs = 1'000'000, kMostProblems = 1000;

template <typename T>
std::optional<T> Cut(std::string& bytes) {
  if (bytes.size() < sizeof(T)) return std::nullopt;
  T value;
  std::memcpy(&value, bytes.data(), sizeof value);
  bytes.erase(0, sizeof value);
  return value;
}

// What stands before the first NUL and behind it.
std::pair<std::string, std::string> Parts(const std::string& bytes) {
  const std::size_t nul = std::min(bytes.find('\0'), bytes.size());
  return {bytes.substr(0, nul), bytes.substr(std::min(nul + 1, bytes.size()))};
}

std::string SearchBrokeOff(ImageLayer layer) {
  const std::string what = layer == ImageLayer::kVolumes ? "image" : "image for shadow copies";
  return "The search of the " + what +
         " broke off: the library that reads it failed or stood still. It may be damaged or made "
         "to do that. Make the image again, or carve it.";
}

}  // namespace

// The other process and the line to it. Both are gone after the first failure.
struct DiskImage::Connection {
  struct Message {
    ImageReply kind;
    std::string bytes;
  };

  Connection(const std::string& path, ImageKind kind, ImageLayer layer) {
    int sockets[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) return;
    process = fork();
    if (process == 0) RunImageWorker(path, kind, layer, sockets[1]);
    close(sockets[1]);
    socket = sockets[0];
    if (process < 0) Close();
  }
  ~Connection() { Close(); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void Close() {
    if (socket >= 0) close(socket);
    socket = -1;
    if (process > 0) {
      kill(process, SIGKILL);
      while (waitpid(process, nullptr, 0) < 0 && errno == EINTR) continue;
    }
    process = -1;
  }

  bool Send(const ImageRequest& request) const {
    return socket >= 0 &&
           send(socket, &request, sizeof request, MSG_NOSIGNAL) == ssize_t{sizeof request};
  }

  bool Receive(char* buffer, std::size_t size) const {
    while (size > 0) {
      pollfd line = {socket, POLLIN, 0};
      const int ready = poll(&line, 1, kMostSilenceMs);
      if (ready < 0 && errno == EINTR) continue;
      if (ready <= 0) return false;
      const ssize_t count = recv(socket, buffer, size, 0);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return false;
      buffer += count;
      size -= static_cast<std::size_t>(count);
    }
    return true;
  }

  // nullopt if the other process has ended, is silent or talks nonsense.
  std::optional<Message> Next() const {
    ImageReplyHead head;
    if (socket < 0 || !Receive(reinterpret_cast<char*>(&head), sizeof head)) return std::nullopt;
    if (head.size_bytes > kMostReply) return std::nullopt;
    Message message{head.kind, std::string(head.size_bytes, '\0')};
    if (!Receive(message.bytes.data(), message.bytes.size())) return std::nullopt;
    return message;
  }

  // False if that was the last word of the search.
  static bool Take(Message message, ImageContents& contents) {
    switch (message.kind) {
      case ImageReply::kMediaSize:
        contents.media_size = Cut<std::uint64_t>(message.bytes).value_or(0);
        return true;
      case ImageReply::kLog:
        if (const auto head = Cut<ImageLogHead>(message.bytes);
            head && contents.logs.size() < kMostLogs) {
          auto [place, shadow_copy] = Parts(message.bytes);
          contents.logs.push_back({std::move(place), std::move(shadow_copy), head->size_bytes,
                                   head->entry, head->sequence, head->deleted != 0});
        }
        return true;
      case ImageReply::kProblem:
        if (contents.problems.size() < kMostProblems) {
          auto [place, reason] = Parts(message.bytes);
          contents.problems.push_back({std::move(place), std::move(reason)});
        }
        return true;
      case ImageReply::kShadowCopies:
        contents.has_shadow_copies = true;
        return true;
      case ImageReply::kFailure:
        contents.problems.push_back({{}, std::move(message.bytes) + ". Make the image again."});
        return false;
      case ImageReply::kEndOfSearch:
        return false;
      default:
        return true;
    }
  }

  int socket = -1;
  pid_t process = -1;
};

DiskImage::DiskImage(const std::filesystem::path& path, ImageKind kind, ImageLayer layer)
    : connection_(std::make_unique<Connection>(path.string(), kind, layer)) {
  for (bool more = true; more;) {
    auto message = connection_->Next();
    if (!message) {
      connection_->Close();
      contents_.problems.push_back({{}, SearchBrokeOff(layer)});
      return;
    }
    more = Connection::Take(std::move(*message), contents_);
  }
}

DiskImage::~DiskImage() = default;

std::size_t DiskImage::ReadAt(std::uint32_t log, std::uint64_t offset,
                              std::span<std::byte> buffer) {
  const std::lock_guard lock(mutex_);
  std::size_t done = 0;
  while (done < buffer.size()) {
    const std::size_t wanted = std::min<std::size_t>(buffer.size() - done, kMostReply);
    const bool asked =
        connection_->Send({log, static_cast<std::uint32_t>(wanted), offset + done});
    const auto reply = asked ? connection_->Next() : std::nullopt;
    if (!reply || reply->bytes.size() > wanted) {
      connection_->Close();
      throw std::system_error(std::make_error_code(std::errc::state_not_recoverable),
                              "the image cannot be read any more");
    }
    if (reply->kind != ImageReply::kData)
      throw std::system_error(EIO, std::generic_category(), reply->bytes);
    std::memcpy(buffer.data() + done, reply->bytes.data(), reply->bytes.size());
    done += reply->bytes.size();
    if (reply->bytes.size() < wanted) break;
  }
  return done;
}

ImageSource::ImageSource(std::shared_ptr<DiskImage> image, std::uint32_t log)
    : image_(std::move(image)),
      log_(log),
      size_(log == kWholeDisk ? image_->contents().media_size
                              : image_->contents().logs.at(log).size_bytes) {}

std::size_t ImageSource::ReadAt(std::uint64_t offset, std::span<std::byte> buffer) {
  if (offset >= size_) return 0;
  const std::uint64_t left = size_ - offset;
  return image_->ReadAt(
      log_, offset,
      buffer.first(static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), left))));
}

}  // namespace logonloom
