#include "evtx_check/libevtx_reader.h"

#include <fcntl.h>
#include <libevtx.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <deque>
#include <string>
#include <system_error>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "evtx_check/chunk_walk.h"
#include "evtx_check/event_xml.h"

namespace logonloom {
namespace {

constexpr std::size_t kLargestXml = 64u << 20;  // a record has at most 64 KiB of BinXML

// libevtx's error text of the last call, for diagnostics.
class Error {
 public:
  ~Error() { libevtx_error_free(&error_); }
  libevtx_error_t** out() {
    libevtx_error_free(&error_);
    return &error_;
  }
  std::string text() {
    std::array<char, 512> buffer{};
    if (error_ == nullptr || libevtx_error_sprint(error_, buffer.data(), buffer.size()) < 0)
      return "no reason given";
    const std::string_view shown = Trim(std::string_view(buffer.data()));
    return std::string(shown.substr(0, shown.find('\n')));
  }

 private:
  libevtx_error_t* error_ = nullptr;
};

class File {
 public:
  File() { libevtx_file_initialize(&file_, nullptr); }
  ~File() {
    if (open_) libevtx_file_close(file_, nullptr);
    libevtx_file_free(&file_, nullptr);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  bool Open(const std::string& path, Error& error) {
    open_ = file_ != nullptr &&
            libevtx_file_open(file_, path.c_str(), LIBEVTX_OPEN_READ, error.out()) == 1;
    return open_;
  }
  libevtx_file_t* get() const { return file_; }

 private:
  libevtx_file_t* file_ = nullptr;
  bool open_ = false;
};

class RecordHandle {
 public:
  ~RecordHandle() { libevtx_record_free(&record_, nullptr); }
  libevtx_record_t** out() { return &record_; }
  libevtx_record_t* get() const { return record_; }

 private:
  libevtx_record_t* record_ = nullptr;
};

// A copy in memory, under a path, of a source that the file system does not have.
class MemoryFile {
 public:
  explicit MemoryFile(EvidenceSource& source) : descriptor_(memfd_create("evidence", MFD_CLOEXEC)) {
    if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "memfd_create");
    std::vector<std::byte> buffer(1 << 20);
    for (std::uint64_t offset = 0; offset < source.size();) {
      const std::size_t count = source.ReadAt(offset, buffer);
      if (count == 0) break;
      for (std::size_t done = 0; done < count;) {
        const ssize_t written = write(descriptor_, buffer.data() + done, count - done);
        if (written < 0) throw std::system_error(errno, std::generic_category(), "memory copy");
        done += static_cast<std::size_t>(written);
      }
      offset += count;
    }
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

class LibevtxReader : public RecordReader {
 public:
  std::string_view name() const override { return "libevtx"; }

  ReadTally Read(EvidenceSource& source, RecordSink& sink) override {
    const ChunkWalk walk = WalkChunks(source);
    tally_ = {};
    places_.clear();
    for (const WalkedRecord& record : walk.records)
      if (!record.torn) places_[record.header_record_id].push_back(record.offset);
    tally_.chunks = walk.chunks;
    tally_.dirty = walk.dirty;
    tally_.truncated = walk.truncated;
    ReadWithLibevtx(source, sink);
    Account(walk, sink);
    return tally_;
  }

 private:
  void ReadWithLibevtx(EvidenceSource& source, RecordSink& sink) {
    std::string path = source.local_path();
    std::unique_ptr<MemoryFile> copy;
    if (path.empty()) {
      copy = std::make_unique<MemoryFile>(source);
      path = copy->path();
    }
    File file;
    Error error;
    if (!file.Open(path, error)) {
      tally_.unreadable = true;
      Tell(sink, Severity::kError, "file_unreadable",
           "The second reader (libevtx) cannot open the file: " + error.text() + ".", {});
      return;
    }
    int count = 0;
    if (libevtx_file_get_number_of_records(file.get(), &count, error.out()) != 1) count = 0;
    for (int index = 0; index < count; ++index) ReadRecord(file, index, sink);
  }

  void ReadRecord(File& file, int index, RecordSink& sink) {
    RecordHandle handle;
    Error error;
    // Without a record there is no offset either: the walk over the headers finds what is missing.
    if (libevtx_file_get_record_by_index(file.get(), index, handle.out(), error.out()) != 1) return;
    Record record;
    libevtx_record_get_identifier(handle.get(), &record.header_record_id, error.out());
    record.offset = TakePlace(record.header_record_id);
    std::uint64_t written = 0;
    if (libevtx_record_get_written_time(handle.get(), &written, error.out()) == 1 && written != 0)
      record.header_time = FileTime{static_cast<std::int64_t>(written)};
    std::string reason = LoadXml(handle, error);
    if (reason.empty()) reason = parser_.Read(xml_.data(), record);
    ++tally_.records_seen;
    if (reason.empty()) {
      sink.OnRecord(record);
    } else {
      ++tally_.records_rejected;
      Tell(sink, Severity::kWarning, "record_rejected",
           "Record " + std::to_string(record.header_record_id) + " cannot be read: " + reason + ".",
           record.offset);
    }
  }

  // libevtx says 0 for every record's offset, so the walk has to tell it: records come in file
  // order, and ids can repeat. 0 for a record that the walk did not meet.
  std::uint64_t TakePlace(std::uint64_t id) {
    const auto place = places_.find(id);
    if (place == places_.end() || place->second.empty()) return 0;
    const std::uint64_t offset = place->second.front();
    place->second.pop_front();
    return offset;
  }

  bool IsLeft(const WalkedRecord& record) const {
    const auto place = places_.find(record.header_record_id);
    return place != places_.end() && std::find(place->second.begin(), place->second.end(),
                                               record.offset) != place->second.end();
  }

  std::string LoadXml(RecordHandle& handle, Error& error) {
    std::size_t size = 0;
    if (libevtx_record_get_utf8_xml_string_size(handle.get(), &size, error.out()) != 1)
      return error.text();
    if (size == 0 || size > kLargestXml) return "libevtx gives no XML for it";
    xml_.assign(size + 1, '\0');
    if (libevtx_record_get_utf8_xml_string(handle.get(), reinterpret_cast<uint8_t*>(xml_.data()),
                                           size, error.out()) != 1)
      return error.text();
    return {};
  }

  // What the headers list and libevtx did not deliver, mostly without a message, is lost here.
  void Account(const ChunkWalk& walk, RecordSink& sink) {
    for (const WalkedRecord& record : walk.records) {
      if (!record.torn && !IsLeft(record)) continue;
      ++tally_.records_seen;
      ++tally_.records_rejected;
      Tell(sink, Severity::kWarning, record.torn ? "record_torn" : "record_not_delivered",
           "Record " + std::to_string(record.header_record_id) +
               (record.torn ? " is torn: it ends outside its chunk or its size copy differs. What "
                              "lies behind it in the chunk is not read."
                            : " is listed in its chunk, but libevtx does not deliver it."),
           record.offset);
    }
    for (const std::uint64_t offset : walk.strangers)
      Tell(sink, Severity::kWarning, "chunk_without_magic",
           "A slot of 64 KiB holds data but no chunk magic; this reader cannot read it.", offset);
    if (walk.truncated)
      Tell(sink, Severity::kWarning, "file_truncated", "The file ends inside a chunk.", {});
  }

  static void Tell(RecordSink& sink, Severity severity, std::string code, std::string message,
                   std::optional<std::uint64_t> offset) {
    Diagnostic diagnostic;
    diagnostic.severity = severity;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.offset = offset;
    sink.OnDiagnostic(std::move(diagnostic));
  }

  ReadTally tally_;
  std::unordered_map<std::uint64_t, std::deque<std::uint64_t>> places_;  // id → offsets left
  std::string xml_;
  EventXmlParser parser_;
};

}  // namespace

std::unique_ptr<RecordReader> MakeLibevtxReader() { return std::make_unique<LibevtxReader>(); }

}  // namespace logonloom
