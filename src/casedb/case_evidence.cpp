#include "casedb/case_evidence.h"

#include "casedb/case_writer.h"
#include "casedb/open_case.h"

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
      db, "SELECT path, sha256, reader, status, message, size_bytes FROM file ORDER BY id");
  while (rows.executeStep()) {
    KnownFile& file = evidence.files.emplace_back();
    file.path = BytesOf(rows.getColumn(0));
    file.sha256 = BytesOf(rows.getColumn(1));
    file.reader = BytesOf(rows.getColumn(2));
    file.status = BytesOf(rows.getColumn(3));
    file.message = BytesOf(rows.getColumn(4));
    file.size_bytes = static_cast<std::uint64_t>(rows.getColumn(5).getInt64());
  }
}

void ReadFindings(SQLite::Database& db, CaseEvidence& evidence) {
  SQLite::Statement rows(db, "SELECT file_id, part, data FROM finding ORDER BY file_id, part");
  while (rows.executeStep()) {
    const auto file = static_cast<std::size_t>(rows.getColumn(0).getInt64()) - 1;
    if (file >= evidence.files.size()) continue;  // `check` tells of it
    KeptFindings& kept = evidence.files[file].findings;
    const std::int64_t part = rows.getColumn(1).getInt64();
    std::string data = BytesOf(rows.getColumn(2));
    if (part == 0)
      kept.head = std::move(data);
    else if (part == 1)
      kept.templates = std::move(data);
    else
      kept.events.push_back(std::move(data));
  }
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
    throw CaseError("The case " + path.string() + " cannot be added to: " + failure.what() +
                    ". It is damaged: copy it again, or ingest the evidence again.");
  }
  return evidence;
}

}  // namespace logonloom
