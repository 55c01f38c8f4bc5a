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

// By activity, since one logon session may serve several accesses, one after the other.
constexpr const char* kProcesses =
    "SELECT p.process_key, p.parent_process_key, a.time, p.image, p.command_line, a.user_name "
    "FROM activity a JOIN processes p ON p.process_key = a.process_key "
    "WHERE a.session_id = :session AND a.kind = 'process_start' "
    "GROUP BY p.process_key ORDER BY a.time, p.process_key";

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
