// list_sessions FOLDER CASE: makes a case of the logs in a folder and prints its sessions, by what
// is installed of logonloom and nothing else. The case is an SQLite file; its views are the contract.
#include <SQLiteCpp/SQLiteCpp.h>
#include <logonloom/ingest.h>

#include <iostream>

namespace {

void PrintSessions(const std::string& case_path) {
  SQLite::Database db(case_path, SQLite::OPEN_READONLY);
  SQLite::Statement query(db, "SELECT start_time, user_name, host, kind, outcome FROM sessions");
  while (query.executeStep()) {
    for (int i = 0; i < query.getColumnCount(); ++i)
      std::cout << (i > 0 ? "\t" : "") << query.getColumn(i).getString();
    std::cout << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "Usage: list_sessions FOLDER CASE\n";
    return 2;
  }
  logonloom::IngestOptions options;
  options.inputs = {argv[1]};
  options.case_path = argv[2];
  try {
    const logonloom::IngestSummary summary = logonloom::Ingest(options);
    PrintSessions(argv[2]);
    std::cerr << summary.sessions << " sessions out of " << summary.files << " files\n";
    return summary.complete() ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 3;
  }
}
