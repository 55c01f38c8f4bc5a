// A case that holds every enumerator of every enum, and a text of the test's in every place that
// takes its text from evidence.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casedb/case_contents.h"
#include "model/record_words.h"

namespace logonloom {

struct FullCase {
  explicit FullCase(std::string text = "text");
  FullCase(const FullCase&) = delete;
  FullCase& operator=(const FullCase&) = delete;

  StringPool pool;
  CaseContents contents;

 private:
  void AddFiles();
  void AddMachine();
  void AddLogonSessions();
  void AddDesktops();
  void AddEvents();
  void AddEvent(EventKind kind, std::uint32_t id, std::string_view channel);
  void AddEvidence();
  void AddTheRest();
  void AddActivity();
  User TestUser() const { return {text_, text_, text_}; }

  std::string text_;
};

// Every enumerator of an enum whose enumerators count from 0 and have words.
template <typename Enum>
std::vector<Enum> Enumerators() {
  std::vector<Enum> all;
  for (int i = 0; i < 64; ++i)
    if (!Word(static_cast<Enum>(i)).empty()) all.push_back(static_cast<Enum>(i));
  return all;
}

// All rows of a table or view as text, one cell behind the other, NULL as «NULL».
std::vector<std::string> RowsOf(const std::string& case_path, const std::string& table);

}  // namespace logonloom
