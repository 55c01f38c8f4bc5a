#include "casedb/case_evidence.h"

#include "base/packed_bytes.h"
#include "casedb/case_writer.h"
#include "casedb/open_case.h"
#include "casedb/squeeze.h"

namespace logonloom {
namespace {

std::string BytesOf(const SQLite::Column& column) {
  const void* data = column.getBlob();
  return data == nullptr ? std::string()
                         : std::string(static_cast<const char*>(data),
                                       static_cast<std::size_t>(column.getBytes()));
}

void ReadFiles(SQLite::Database& db, CaseEvidence& evidence) {
  SQLite::Statement rows(
      db,
      "SELECT path, sha256, reader, status, message, size_bytes, container_path, "
      "container_sha256, note, layout, host_hint, shadow_copy FROM file ORDER BY id");
  while (rows.executeStep()) {
    KnownFile& file = evidence.files.emplace_back();
    file.path = BytesOf(rows.getColumn(0));
    file.sha256 = BytesOf(rows.getColumn(1));
    file.reader = BytesOf(rows.getColumn(2));
    file.status = BytesOf(rows.getColumn(3));
    file.message = BytesOf(rows.getColumn(4));
    file.size_bytes = static_cast<std::uint64_t>(rows.getColumn(5).getInt64());
    file.container_path = BytesOf(rows.getColumn(6));
    file.container_sha256 = BytesOf(rows.getColumn(7));
    file.note = BytesOf(rows.getColumn(8));
    file.layout = BytesOf(rows.getColumn(9));
    file.host_hint = BytesOf(rows.getColumn(10));
    file.shadow_copy = BytesOf(rows.getColumn(11));
  }
}

void ReadFindings(SQLite::Database& db, CaseEvidence& evidence) {
  SQLite::Statement rows(db, "SELECT file_id, kind, data FROM finding ORDER BY file_id, part");
  while (rows.executeStep()) {
    const auto file = static_cast<std::size_t>(rows.getColumn(0).getInt64()) - 1;
    if (file >= evidence.files.size()) throw PackedError();
    KeptFindings& kept = evidence.files[file].findings;
    const std::string kind = rows.getColumn(1).getString();
    std::string data = BytesOf(rows.getColumn(2));
    if (kind == "head")
      kept.head = std::move(data);
    else if (kind == "events")
      kept.events.Add(data);
    else
      kept.chunks.push_back(std::move(data));
  }
  SQLite::Statement definitions(db, "SELECT data FROM definitions");
  if (definitions.executeStep()) evidence.templates = Unsqueeze(BytesOf(definitions.getColumn(0)));
}

[[noreturn]] void Fail(const std::filesystem::path& path, const char* reason) {
  throw CaseError("The case " + path.string() + " cannot be added to: " + reason +
                  ". Copy it again, or ingest the evidence again.");
}

}  // namespace

CaseEvidence ReadCaseEvidence(const std::filesystem::path& path) {
  SQLite::Database db = OpenCase(path);
  CaseEvidence evidence;
  try {
    SQLite::Statement facts(db, "SELECT name, value FROM case_fact");
    while (facts.executeStep())
      evidence.facts[BytesOf(facts.getColumn(0))] = BytesOf(facts.getColumn(1));
    ReadFiles(db, evidence);
    ReadFindings(db, evidence);
  } catch (const SQLite::Exception& failure) {
    Fail(path, failure.what());
  } catch (const PackedError& failure) {
    Fail(path, failure.what());
  }
  return evidence;
}

}  // namespace logonloom
