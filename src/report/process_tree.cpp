#include "report/process_tree.h"

#include <map>

#include "base/text.h"
#include "report/row_view.h"

namespace logonloom {
namespace {

constexpr int kNone = -1;

struct Started {
  ProcessNode node;
  std::string key, parent_key;
  int parent = kNone;
};

// A desktop's processes belong to the visit that they began in. Of one that began unseen its first
// child tells the place.
constexpr const char* kProcesses =
    "SELECT p.process_key, p.parent_process_key, p.start_time AS time, p.image, p.command_line, "
    "l.user_name FROM processes p JOIN logon_sessions l ON l.logon_session_id = p.logon_session_id "
    "WHERE p.logon_session_id IN (SELECT logon_session_id FROM logon_sessions "
    "WHERE session_id = :session UNION SELECT logon_session_id FROM sessions "
    "WHERE session_id = :session) AND p.session_id = :session "
    "ORDER BY coalesce(p.start_time, (SELECT min(c.start_time) FROM processes c "
    "WHERE c.parent_process_key = p.process_key)), p.start_time IS NOT NULL, p.process_key";

constexpr const char* kStarts =
    "SELECT process_name AS process_key, parent_process_name AS parent_process_key, time, "
    "process_name AS image, command_line, user_name FROM activity "
    "WHERE session_id = :session AND kind = 'process_start' ORDER BY time, activity_id";

// A parent is the latest process of that key that started before.
std::vector<Started> Read(const CaseReader& reader, const char* sql, std::int64_t session) {
  std::vector<Started> started;
  std::map<std::string, int> latest;
  for (const RowCopy& row : Rows(reader, Select{sql, {{"session", session}}})) {
    Started process;
    process.node.time = row.Raw("time");
    process.node.words = row["command_line"].empty() ? row["image"] : row["command_line"];
    process.node.user = row["user_name"];
    process.key = ToLower(row.Raw("process_key"));
    process.parent_key = ToLower(row.Raw("parent_process_key"));
    const auto parent = latest.find(process.parent_key);
    if (parent != latest.end() && !process.parent_key.empty()) process.parent = parent->second;
    latest[process.key] = static_cast<int>(started.size());
    started.push_back(std::move(process));
  }
  return started;
}

// Without recursion: what evidence says of parents may be any depth.
std::vector<ProcessNode> DepthFirst(const std::vector<Started>& started) {
  std::map<int, std::vector<int>> children;
  for (int i = 0; i < static_cast<int>(started.size()); ++i)
    children[started[static_cast<std::size_t>(i)].parent].push_back(i);
  std::vector<std::pair<int, int>> waiting;  // process, depth
  const auto push = [&](int parent, int depth) {
    const auto& list = children[parent];
    for (auto child = list.rbegin(); child != list.rend(); ++child)
      waiting.emplace_back(*child, depth);
  };
  std::vector<ProcessNode> tree;
  for (push(kNone, 0); !waiting.empty();) {
    const auto [process, depth] = waiting.back();
    waiting.pop_back();
    ProcessNode node = started[static_cast<std::size_t>(process)].node;
    node.depth = depth;
    const bool leaf = children[process].empty();
    if (leaf && !tree.empty() && tree.back().depth == depth && tree.back().words == node.words &&
        tree.back().user == node.user)
      ++tree.back().times;
    else
      tree.push_back(std::move(node));
    push(process, depth + 1);
  }
  return tree;
}

}  // namespace

std::vector<ProcessNode> ProcessTree(const CaseReader& reader, std::int64_t session) {
  std::vector<Started> started = Read(reader, kProcesses, session);
  if (started.empty()) started = Read(reader, kStarts, session);
  return DepthFirst(started);
}

}  // namespace logonloom
