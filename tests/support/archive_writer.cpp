#include "archive_writer.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <stdexcept>

namespace logonloom::support {
namespace {

void Check(struct archive* writer, int result) {
  if (result < ARCHIVE_WARN) throw std::runtime_error(archive_error_string(writer));
}

la_ssize_t OnWrite(struct archive*, void* out, const void* bytes, std::size_t size) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

}  // namespace

std::string WriteArchive(const std::string& format, const std::string& filter,
                         const std::vector<ArchiveFile>& files, const std::string& password) {
  std::string out;
  const std::unique_ptr<struct archive, decltype(&archive_write_free)> writer(archive_write_new(),
                                                                              archive_write_free);
  Check(writer.get(), archive_write_set_format_by_name(writer.get(), format.c_str()));
  if (!filter.empty())
    Check(writer.get(), archive_write_add_filter_by_name(writer.get(), filter.c_str()));
  if (!password.empty()) {
    Check(writer.get(), archive_write_set_options(writer.get(), "zip:encryption=aes256"));
    Check(writer.get(), archive_write_set_passphrase(writer.get(), password.c_str()));
  }
  archive_write_set_bytes_in_last_block(writer.get(), 1);
  Check(writer.get(), archive_write_open(writer.get(), &out, nullptr, OnWrite, nullptr));
  for (const ArchiveFile& file : files) {
    const std::unique_ptr<struct archive_entry, decltype(&archive_entry_free)> entry(
        archive_entry_new(), archive_entry_free);
    archive_entry_set_pathname(entry.get(), file.name.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(file.bytes.size()));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    Check(writer.get(), archive_write_header(writer.get(), entry.get()));
    archive_write_data(writer.get(), file.bytes.data(), file.bytes.size());
  }
  Check(writer.get(), archive_write_close(writer.get()));
  return out;
}

}  // namespace logonloom::support
