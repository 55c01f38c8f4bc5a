#include "read_back.h"

#include <unistd.h>

#include <filesystem>

#include "evidence/file_source.h"
#include "evtx_check/libevtx_reader.h"
#include "support/evtx_writer.h"

namespace logonloom::support {
namespace {

class KeepingSink : public RecordSink {
 public:
  explicit KeepingSink(ReadBack& kept) : kept_(kept) {}
  void OnRecord(const Record& record) override {
    KeptRecord copy;
    copy.offset = record.offset;
    copy.header_record_id = record.header_record_id;
    copy.event_record_id = record.system.event_record_id.value_or(0);
    copy.event_id = record.system.event_id;
    copy.qualifiers = record.system.qualifiers;
    copy.version = record.system.version;
    copy.keywords = record.system.keywords;
    copy.provider = record.system.provider;
    copy.provider_guid = record.system.provider_guid;
    copy.channel = record.system.channel;
    copy.computer = record.system.computer;
    copy.user_sid = record.system.user_sid;
    copy.activity_id = record.system.activity_id;
    copy.time = record.system.time_created.value_or(FileTime{});
    for (const Field& field : record.fields)
      copy.fields.push_back(
          {field.section, std::string(field.name), std::string(field.value.bytes)});
    kept_.records.push_back(std::move(copy));
  }
  void OnDiagnostic(Diagnostic diagnostic) override {
    kept_.diagnostics.push_back(diagnostic.code + ": " + diagnostic.message);
  }

 private:
  ReadBack& kept_;
};

}  // namespace

std::string KeptRecord::operator[](std::string_view name) const {
  for (const KeptField& field : fields)
    if (field.name == name) return field.text;
  return "(absent)";
}

ReadBack ReadWithLibevtx(const std::string& file) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() /
      ("logonloom-read-back-" + std::to_string(::getpid()) + ".evtx");
  WriteFile(path, file);
  ReadBack kept;
  {
    FileSource source(path);
    KeepingSink sink(kept);
    kept.tally = MakeLibevtxReader()->Read(source, sink);
  }
  std::filesystem::remove(path);
  return kept;
}

}  // namespace logonloom::support
