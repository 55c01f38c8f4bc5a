#include "correlate/ssh_connections.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <string_view>
#include <tuple>

#include "base/ip_address.h"
#include "base/text.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

enum class MessageKind : std::uint8_t { kOther, kFailed, kAccepted, kClosed };

struct Message {
  MessageKind kind = MessageKind::kOther;
  std::string_view user;
  std::string_view address;
  std::uint32_t port = 0;
};

// The words behind the last `marker`, up to the next space.
std::string_view WordBehind(std::string_view text, std::string_view marker) {
  const std::size_t at = text.rfind(marker);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + marker.size());
  return text.substr(0, text.find_first_of(" :\t\r\n["));
}

// In files and events sshd puts the level ahead of what is an error.
std::string_view WithoutLevel(std::string_view text) {
  for (const std::string_view level : {"fatal: ", "error: "})
    if (text.starts_with(level)) text.remove_prefix(level.size());
  return text;
}

// Behind the endpoint of these stands what the client sent.
std::string_view WithoutClientsWords(std::string_view text) {
  if (!text.starts_with("Received disconnect from ") &&
      !text.starts_with("Unable to negotiate with "))
    return text;
  const std::size_t port_at = text.find(" port ");
  if (port_at == std::string_view::npos) return text;
  return text.substr(0, text.find_first_of(" :", port_at + std::string_view(" port ").size()));
}

// «FUNCTION: Connection from ENDPOINT: ERROR»: sshd gives the connection up.
bool GivesUp(std::string_view text) {
  const std::size_t function = text.find_first_of(" :");
  return function != std::string_view::npos &&
         text.substr(function).starts_with(": Connection from ");
}

bool TellsEnd(std::string_view text) {
  for (const std::string_view start :
       {"Disconnected from ", "Disconnecting ", "Connection closed by ", "Connection reset by ",
        "Received disconnect from ", "Closing connection to ", "Timeout, client not responding ",
        "Timeout before authentication for ", "Unable to negotiate with "})
    if (text.starts_with(start)) return true;
  return GivesUp(text) || (text.starts_with("Connection from ") && text.ends_with(" timed out"));
}

MessageKind KindOf(std::string_view text) {
  if (text.starts_with("Accepted ")) return MessageKind::kAccepted;
  if (text.starts_with("Failed none ")) return MessageKind::kOther;
  if (text.starts_with("Failed ")) return MessageKind::kFailed;
  return TellsEnd(text) ? MessageKind::kClosed : MessageKind::kOther;
}

// «… for [invalid user] NAME from ADDRESS port N», «… [invalid|authenticating] user NAME ADDRESS
// port N», «… ADDRESS port N». A name may hold spaces, even « from »: the endpoint is read from the
// end.
Message ReadMessage(std::string_view text) {
  Message message;
  text = WithoutClientsWords(WithoutLevel(text));
  const std::size_t port_at = text.rfind(" port ");
  if (port_at == std::string_view::npos) return message;
  const std::string_view port = WordBehind(text, " port ");
  std::from_chars(port.data(), port.data() + port.size(), message.port);
  std::string_view head = text.substr(0, port_at);
  const std::size_t space = head.rfind(' ');
  if (space == std::string_view::npos) return message;
  message.address = head.substr(space + 1);
  head = head.substr(0, space);
  if (head.ends_with(" from")) head.remove_suffix(5);
  for (const std::string_view marker : {" invalid user ", " user ", " for "}) {
    const std::size_t at = head.find(marker);
    if (at == std::string_view::npos) continue;
    message.user = head.substr(at + marker.size());
    break;
  }
  if (text.starts_with("Invalid user ")) message.user = head.substr(13);
  message.kind = KindOf(text);
  return message;
}

// sshd runs as a virtual account of its own while it checks the user.
bool IsVirtual(const Account& account) { return account.name.view().starts_with("sshd_"); }

bool MayBeSign(EventKind kind) {
  return kind == EventKind::kSshMessage || kind == EventKind::kLogon ||
         kind == EventKind::kLogonFailed || kind == EventKind::kExplicitCredentials;
}

bool IsSecuritySign(const Event& e) {
  return e.process_id != 0 && IsSshd(e.process_name.view()) && !IsVirtual(e.target);
}

class SshBuilder {
 public:
  SshBuilder(const History& history, LogonTable& logons) : history_(history), logons_(logons) {}

  std::vector<SshConnection> Run() {
    std::vector<Index> signs;
    for (const Index i : history_.Where(MayBeSign)) {
      const Event& e = history_.event(i);
      if (e.kind == EventKind::kSshMessage || IsSecuritySign(e)) signs.push_back(i);
    }
    for (const Index i : history_.ByTime(signs))
      history_.event(i).kind == EventKind::kSshMessage ? ReadSaid(i) : ReadSecurity(i);
    for (SshConnection& c : connections_)
      if (c.pid == 0 && c.port != 0) JoinByTime(c);
    for (SshConnection& c : connections_) Settle(c);
    std::erase_if(connections_, [](const SshConnection& c) { return c.events.empty(); });
    AddVirtualAccounts();
    return std::move(connections_);
  }

 private:
  using Key = std::pair<Index, std::uint32_t>;

  using Endpoint = std::tuple<Index, std::string, std::uint32_t>;

  // Once the user is in, a process of his own may tell how the connection ends. A message without
  // user tells of a connection that is known, or of none: nullptr.
  SshConnection* At(Index i, std::uint32_t pid, const std::string& ip, const Message& message) {
    const Endpoint endpoint{history_.boot_of(i), ip, message.port};
    const auto known = of_endpoint_.find(endpoint);
    if (known != of_endpoint_.end() && !Ended(connections_[known->second], i))
      return &connections_[known->second];
    if (message.user.empty()) return nullptr;
    SshConnection& c = Open(i, pid, &message);
    of_endpoint_[endpoint] = static_cast<std::size_t>(&c - connections_.data());
    return &c;
  }

  bool Ended(const SshConnection& c, Index i) const {
    return c.closed != kNone &&
           history_.event(i).time > history_.event(c.closed).time + kSameAct;
  }

  SshConnection& Open(Index i, std::uint32_t pid, const Message* message) {
    const Key key{history_.boot_of(i), pid};
    const FileTime time = history_.event(i).time;
    const auto known = latest_.find(key);
    if (known != latest_.end()) {
      SshConnection& c = connections_[known->second];
      const bool other = message != nullptr && c.port != 0 && message->port != c.port;
      if (!other && !Ended(c, i)) return c;
    }
    latest_[key] = connections_.size();
    SshConnection c;
    c.host = kThisMachine;
    c.boot = history_.boot_of(i);
    c.pid = pid;
    c.first_time = c.last_time = time;
    connections_.push_back(std::move(c));
    return connections_.back();
  }

  void Note(SshConnection& c, Index i) {
    c.events.push_back(i);
    c.last_time = std::max(c.last_time, history_.event(i).time);
  }

  void ReadSaid(Index i) {
    const Event& e = history_.event(i);
    const Message message = ReadMessage(e.message.view());
    const auto address = ParseIpAddress(message.address);
    if (!address || message.port == 0) return;
    SshConnection* const known = At(i, e.writer_pid, address->text, message);
    if (known == nullptr) return;
    SshConnection& c = *known;
    Note(c, i);
    c.ip = address->text;
    c.zone = address->zone;
    c.port = message.port;
    const bool names_user = !message.user.empty();
    if (names_user && (c.user.name.empty() || message.kind == MessageKind::kAccepted))
      c.user.name = std::string(message.user);
    if (message.kind == MessageKind::kFailed) said_failures_[&c - connections_.data()].push_back(i);
    if (message.kind == MessageKind::kAccepted && c.accepted == kNone) c.accepted = i;
    if (message.kind == MessageKind::kClosed && c.closed == kNone) c.closed = i;
  }

  void ReadSecurity(Index i) {
    const Event& e = history_.event(i);
    SshConnection& c = Open(i, static_cast<std::uint32_t>(e.process_id), nullptr);
    Note(c, i);
    if (e.kind == EventKind::kLogonFailed) {
      c.failures.push_back(i);
    } else if (e.kind == EventKind::kLogon) {
      const Index session = logons_.owner_of[static_cast<std::size_t>(i)];
      if (e.logon_type == 8 && c.accepted == kNone) c.accepted = i;
      if (e.logon_type == 8)
        c.logon = session;
      else
        c.helpers.push_back(session);
    }
    if (!EqualsIgnoreCase(e.target.name.view(), "NOUSER")) CompleteUser(c, e.target);
  }

  // The account as LSA knows it, which has a domain and a SID.
  static void CompleteUser(SshConnection& c, const Account& account) {
    if (c.user.name.empty()) c.user.name = account.name;
    if (c.user.domain.empty()) c.user.domain = account.domain;
    if (c.user.sid.empty()) c.user.sid = account.sid;
  }

  // Exports may leave the process out: then the Security records of the same user and moment.
  void JoinByTime(SshConnection& said) {
    for (SshConnection& c : connections_) {
      if (c.port != 0 || c.events.empty() || c.boot != said.boot) continue;
      if (c.first_time > said.last_time + kSameAct || said.first_time > c.last_time + kSameAct)
        continue;
      if (!c.user.name.empty() && !EqualsIgnoreCase(c.user.name, said.user.name)) continue;
      said.pid = c.pid;
      said.first_time = std::min(said.first_time, c.first_time);
      said.last_time = std::max(said.last_time, c.last_time);
      said.events.insert(said.events.end(), c.events.begin(), c.events.end());
      said.failures = c.failures;
      if (c.accepted != kNone) said.accepted = c.accepted;
      said.logon = c.logon;
      said.helpers = c.helpers;
      if (said.user.domain.empty()) said.user.domain = c.user.domain;
      if (said.user.sid.empty()) said.user.sid = c.user.sid;
      c.events.clear();
      return;
    }
  }

  // A failure is told by a message and a 4625; the 4625 has the reason.
  void Settle(SshConnection& c) {
    if (c.events.empty()) return;  // joined to another
    const auto said = said_failures_.find(&c - connections_.data());
    if (said != said_failures_.end() && said->second.size() > c.failures.size())
      c.failures = said->second;
    if (c.accepted == kNone) return;
    if (c.logon == kNone && !ByPassword(c)) LetInByKey(c);
    if (c.logon == kNone) return;
    LogonSession& session = logons_.at(c.logon).session;
    session.purpose = Purpose::kSsh;
    if (session.source_ip.empty()) {
      session.source_ip = c.ip;
      session.source_zone = c.zone;
      session.source_port = c.port;
    }
    if (c.user.sid.empty()) c.user = session.user;
  }

  // Then the user runs in a logon of type 8, which is missing.
  bool ByPassword(const SshConnection& c) const {
    return history_.event(c.accepted).message.view().starts_with("Accepted password");
  }

  // Without a password the user runs in a logon of type 3, like those that look him up.
  void LetInByKey(SshConnection& c) {
    if (c.helpers.empty()) return;
    c.logon = c.helpers.back();
    for (const Index l : c.helpers) logons_.at(l).session.purpose = Purpose::kSsh;
  }

  // The session of sshd's virtual account serves the connection that its process goes on to tell
  // of.
  void AddVirtualAccounts() {
    std::map<Key, std::vector<std::size_t>> of_process;
    for (std::size_t c = 0; c < connections_.size(); ++c)
      if (connections_[c].pid != 0)
        of_process[{connections_[c].boot, connections_[c].pid}].push_back(c);
    for (const Index i : history_.OfKind(EventKind::kLogon)) {
      const Event& e = history_.event(i);
      if (!IsSshd(e.process_name.view()) || !IsVirtual(e.target)) continue;
      const Key process{history_.boot_of(i), static_cast<std::uint32_t>(e.process_id)};
      const auto found = of_process.find(process);
      if (found == of_process.end()) continue;
      for (const std::size_t c : found->second) {
        SshConnection& connection = connections_[c];
        if (e.time > connection.last_time || connection.first_time > e.time + kAttemptPause)
          continue;
        connection.helpers.push_back(logons_.owner_of[static_cast<std::size_t>(i)]);
        break;
      }
    }
  }

  const History& history_;
  LogonTable& logons_;
  std::vector<SshConnection> connections_;
  std::map<Key, std::size_t> latest_;
  std::map<Endpoint, std::size_t> of_endpoint_;
  std::map<std::ptrdiff_t, std::vector<Index>> said_failures_;
};

}  // namespace

bool IsSshd(std::string_view program) {
  return EndsWithIgnoreCase(program, "\\sshd.exe") ||
         EndsWithIgnoreCase(program, "\\sshd-session.exe") ||
         EndsWithIgnoreCase(program, "\\sshd-auth.exe");
}

std::vector<SshConnection> FindSshConnections(const History& history, LogonTable& logons) {
  return SshBuilder(history, logons).Run();
}

}  // namespace logonloom
