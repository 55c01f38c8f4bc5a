#include "evidence/archive_walk.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <system_error>

#include "base/text.h"
#include "platform/narrow_text.h"

namespace logonloom {
namespace {

constexpr std::size_t kBlock = 1 << 16;
constexpr std::uint64_t kSuspectSize = std::uint64_t{128} << 20;
constexpr std::uint64_t kSuspectRatio = 100;

struct Magic {
  std::size_t offset;
  std::string_view bytes;
};

constexpr Magic kContainers[] = {{0, "PK\x03\x04"}, {0, "PK\x05\x06"},   {0, "7z\xbc\xaf\x27\x1c"},
                                 {257, "ustar"},    {0, "Rar!\x1a\x07"}, {0, "MSCF"}};
constexpr Magic kPacked[] = {{0, "\x1f\x8b"},
                             {0, "BZh"},
                             {0, std::string_view("\xfd"
                                                  "7zXZ\0",
                                                  6)},
                             {0, "\x28\xb5\x2f\xfd"}};

bool HasOne(EvidenceSource& source, std::span<const Magic> magics) {
  std::array<std::byte, 8> bytes{};
  return std::any_of(magics.begin(), magics.end(), [&](const Magic& magic) {
    return source.ReadAt(magic.offset, bytes) >= magic.bytes.size() &&
           std::memcmp(bytes.data(), magic.bytes.data(), magic.bytes.size()) == 0;
  });
}

// «Security.evtx» of «/evidence/Security.evtx.gz».
std::string NameWithin(const std::string& archive) {
  std::string name = archive.substr(archive.find_last_of('/') + 1);
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

}  // namespace

bool IsArchive(EvidenceSource& source) {
  return HasOne(source, kContainers) || HasOne(source, kPacked);
}

void UnpackingBudget::Take(std::uint64_t bytes) {
  unpacked += bytes;
  if (unpacked <= free_bytes || unpacked / most_ratio <= packed_bytes) return;
  spent_ = true;
  throw ArchiveError("The archive unpacks to more than " + std::to_string(most_ratio) +
                     " times its size and looks like a bomb. If you trust it, unpack it yourself "
                     "and name the folder.");
}

void UnpackingBudget::TakeMember() {
  if (++members <= most_members) return;
  spent_ = true;
  throw ArchiveError("The archive has more than " + std::to_string(most_members) +
                     " members and looks like a bomb. If you trust it, unpack it yourself and "
                     "name the folder.");
}

struct ArchiveWalk::Impl {
  Impl(EvidenceSource& from, const std::string& archive_name,
       const std::vector<std::string>& all_passwords, UnpackingBudget& unpacking_budget)
      : source(from), archive(archive_name), passwords(all_passwords), budget(unpacking_budget) {}

  static la_ssize_t OnRead(struct archive* reader, void* self, const void** block) {
    auto& impl = *static_cast<Impl*>(self);
    try {
      const std::size_t count = impl.source.ReadAt(impl.position, impl.buffer);
      impl.position += count;
      impl.consumed += count;
      *block = impl.buffer.data();
      return static_cast<la_ssize_t>(count);
    } catch (const std::system_error& failure) {
      archive_set_error(reader, failure.code().value(), "%s", failure.code().message().c_str());
      return ARCHIVE_FATAL;
    }
  }

  static la_int64_t OnSkip(struct archive*, void* self, la_int64_t count) {
    auto& impl = *static_cast<Impl*>(self);
    const std::uint64_t left = impl.source.size() - std::min(impl.position, impl.source.size());
    const std::uint64_t skipped =
        std::min(static_cast<std::uint64_t>(std::max<la_int64_t>(count, 0)), left);
    impl.position += skipped;
    return static_cast<la_int64_t>(skipped);
  }

  static la_int64_t OnSeek(struct archive*, void* self, la_int64_t offset, int whence) {
    auto& impl = *static_cast<Impl*>(self);
    const auto size = static_cast<la_int64_t>(impl.source.size());
    const la_int64_t base = whence == SEEK_SET   ? 0
                            : whence == SEEK_CUR ? static_cast<la_int64_t>(impl.position)
                                                 : size;
    const la_int64_t wanted = std::clamp<la_int64_t>(base + offset, 0, size);
    impl.position = static_cast<std::uint64_t>(wanted);
    return wanted;
  }

  static const char* OnPassword(struct archive*, void* self) {
    auto& impl = *static_cast<Impl*>(self);
    if (impl.next_password >= impl.passwords.size()) return nullptr;
    impl.password = impl.passwords[impl.next_password++];
    return impl.password.c_str();
  }

  void Open() {
    reader.reset(archive_read_new());
    archive_read_support_filter_gzip(reader.get());
    archive_read_support_filter_bzip2(reader.get());
    archive_read_support_filter_xz(reader.get());
    archive_read_support_filter_zstd(reader.get());
    archive_read_support_format_zip(reader.get());
    archive_read_support_format_7zip(reader.get());
    archive_read_support_format_tar(reader.get());
    archive_read_support_format_rar(reader.get());
    archive_read_support_format_rar5(reader.get());
    archive_read_support_format_cab(reader.get());
    if (HasOne(source, kPacked)) archive_read_support_format_raw(reader.get());
    if (!kLeavesNarrowTextAlone) archive_read_set_options(reader.get(), "hdrcharset=UTF-8");
    archive_read_set_passphrase_callback(reader.get(), this, OnPassword);
    archive_read_set_callback_data(reader.get(), this);
    archive_read_set_read_callback(reader.get(), OnRead);
    archive_read_set_skip_callback(reader.get(), OnSkip);
    archive_read_set_seek_callback(reader.get(), OnSeek);
    if (archive_read_open1(reader.get()) < ARCHIVE_WARN) Fail("The archive cannot be opened");
  }

  [[noreturn]] void Fail(const std::string& what) const {
    const char* text = archive_error_string(reader.get());
    const std::string reason = text == nullptr ? "unknown reason" : text;
    if (reason.find("assphrase") != std::string::npos || reason.find("ncrypt") != std::string::npos)
      throw ArchiveError(what + ": it is encrypted (" + reason +
                         "). Give the password with --password.");
    throw ArchiveError(what + ": " + reason + ". Copy it again, or unpack it with other tools.");
  }

  // No log of that size is that empty.
  void RefuseBomb() const {
    const std::uint64_t packed = consumed - member_consumed + kBlock;
    if (member_unpacked <= kSuspectSize || member_unpacked / kSuspectRatio <= packed) return;
    throw ArchiveError("The member " + name + " unpacks to more than " +
                       std::to_string(kSuspectRatio) +
                       " times its size and looks like a bomb. If you trust it, unpack it yourself "
                       "and name the folder.");
  }

  void TakeName() {
    const char* text = archive_entry_pathname_utf8(entry);
    if (text == nullptr) text = archive_entry_pathname(entry);
    const bool nameless = archive_format(reader.get()) == ARCHIVE_FORMAT_RAW;
    name = nameless || text == nullptr || *text == 0 ? NameWithin(archive) : std::string(text);
    std::replace(name.begin(), name.end(), '\\', '/');
    while (name.starts_with("./")) name.erase(0, 2);
    while (name.starts_with('/')) name.erase(0, 1);
    const int times = ++names[name];
    if (times > 1) name += "#" + std::to_string(times);
  }

  struct Closer {
    void operator()(struct archive* reader) const { archive_read_free(reader); }
  };

  EvidenceSource& source;
  std::string archive;
  const std::vector<std::string>& passwords;
  UnpackingBudget& budget;
  std::vector<std::byte> buffer = std::vector<std::byte>(kBlock);
  std::uint64_t position = 0;
  std::uint64_t consumed = 0;         // packed bytes read so far
  std::uint64_t member_consumed = 0;  // of them, ahead of the member
  std::uint64_t member_unpacked = 0;
  std::size_t next_password = 0;
  std::string password, name;
  std::map<std::string, int> names;
  std::unique_ptr<struct archive, Closer> reader;
  struct archive_entry* entry = nullptr;
};

ArchiveWalk::ArchiveWalk(EvidenceSource& source, const std::string& name,
                         const std::vector<std::string>& passwords, UnpackingBudget& budget)
    : impl_(std::make_unique<Impl>(source, name, passwords, budget)) {
  impl_->Open();
}

ArchiveWalk::~ArchiveWalk() = default;

bool ArchiveWalk::Next() {
  // Only ZIP can leave a member out without unpacking it.
  const bool leaps =
      (archive_format(impl_->reader.get()) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_ZIP;
  std::vector<std::byte> rest;
  while (true) {
    if (impl_->entry != nullptr && !leaps) {
      rest.resize(kBlock);
      while (Read(rest) > 0) continue;
    }
    const int result = archive_read_next_header(impl_->reader.get(), &impl_->entry);
    if (result == ARCHIVE_EOF) return false;
    if (result < ARCHIVE_WARN) impl_->Fail("The archive is damaged");
    impl_->budget.TakeMember();
    if (archive_entry_filetype(impl_->entry) != AE_IFREG) continue;
    impl_->TakeName();
    impl_->member_consumed = impl_->consumed;
    impl_->member_unpacked = 0;
    return true;
  }
}

const std::string& ArchiveWalk::name() const { return impl_->name; }
const std::string& ArchiveWalk::password() const { return impl_->password; }

std::size_t ArchiveWalk::Read(std::span<std::byte> buffer) {
  std::size_t done = 0;
  while (done < buffer.size()) {
    const la_ssize_t count =
        archive_read_data(impl_->reader.get(), buffer.data() + done, buffer.size() - done);
    if (count < 0) impl_->Fail("The member " + impl_->name + " cannot be unpacked");
    if (count == 0) break;
    impl_->budget.Take(static_cast<std::uint64_t>(count));
    impl_->member_unpacked += static_cast<std::uint64_t>(count);
    impl_->RefuseBomb();
    done += static_cast<std::size_t>(count);
  }
  return done;
}

}  // namespace logonloom
