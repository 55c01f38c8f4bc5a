#include "activity_script.h"

#include <stdexcept>

#include "base/text.h"

namespace logonloom {

std::size_t Traced::IndexOf(const std::string& channel, std::uint64_t record_id) const {
  for (std::size_t i = 0; i < correlation.events.size(); ++i)
    if (correlation.events[i].channel.view() == channel &&
        correlation.events[i].record_id == record_id)
      return i;
  throw std::out_of_range("no record " + std::to_string(record_id) + " in " + channel);
}

const EventPlace& Traced::PlaceOf(const std::string& channel, std::uint64_t record_id) const {
  return correlation.places[IndexOf(channel, record_id)];
}

const EventDetail& Traced::DetailOf(const std::string& channel, std::uint64_t record_id) const {
  return activity.details[IndexOf(channel, record_id)];
}

Luid Traced::OwnerOf(const std::string& channel, std::uint64_t record_id) const {
  const Index session = PlaceOf(channel, record_id).logon_session;
  return session == kNone ? 0
                          : correlation.logon_sessions[static_cast<std::size_t>(session)].logon_id;
}

std::vector<std::string> Traced::Links() const {
  const auto name = [this](Index l) {
    return l == kNone ? std::string("-")
                      : HexText(correlation.logon_sessions[static_cast<std::size_t>(l)].logon_id);
  };
  std::vector<std::string> all;
  for (const Link& k : correlation.links)
    all.push_back(std::string(k.kind) + " " + std::string(k.basis) + " " +
                  name(k.from_logon_session) + " " + name(k.to_logon_session) +
                  (k.ambiguous ? " ambiguous" : ""));
  return all;
}

const Process& Traced::ProcessNumbered(std::uint64_t process_id) const {
  const Process* found = nullptr;
  for (const Process& p : activity.processes)
    if (p.process_id == process_id) found = &p;
  if (found == nullptr) throw std::out_of_range("no process " + std::to_string(process_id));
  return *found;
}

Event& ActivityScript::Start(double seconds, Luid creator, const std::string& user,
                             std::uint64_t process_id, std::uint64_t parent_id,
                             const std::string& image, Luid owner) {
  Event& e = Use(seconds, creator, user);
  e.process_id = process_id;
  e.parent_process_id = parent_id;
  e.process_name = Text(image);
  e.command_line = Text(image);
  e.target_logon_id = owner;
  return e;
}

Event& ActivityScript::End(double seconds, Luid id, std::uint64_t process_id,
                           const std::string& image) {
  Event& e = Add("Security", EventKind::kProcessEnd, 4689, seconds);
  e.subject_logon_id = id;
  e.process_id = process_id;
  e.process_name = Text(image);
  return e;
}

Event& ActivityScript::Connection(double seconds, bool outbound, const std::string& source,
                                  std::uint16_t port, const std::string& destination,
                                  std::uint16_t destination_port, std::uint64_t process_id,
                                  const std::string& image) {
  Event& e = Add("Security", EventKind::kNetworkConnection, 5156, seconds);
  e.direction = Text(outbound ? "%%14593" : "%%14592");
  e.address = Text(source);
  e.port = port;
  e.destination = Text(destination);
  e.destination_port = destination_port;
  e.process_id = process_id;
  e.process_name = Text(image);
  return e;
}

Event& ActivityScript::Credentials(double seconds, Luid caller, const std::string& user,
                                   const std::string& server) {
  Event& e = Add("Security", EventKind::kExplicitCredentials, 4648, seconds);
  e.subject_logon_id = caller;
  e.target.name = Text(user);
  e.target.domain = Text("CORP");
  e.server_name = Text(server);
  return e;
}

Event& ActivityScript::FromAddress(Event& logon, const std::string& address, std::uint16_t port,
                                   const std::string& name) {
  logon.address = Text(address);
  logon.port = port;
  logon.workstation = Text(name);
  return logon;
}

std::uint64_t ActivityScript::Last(const std::string& channel) const {
  for (auto e = events.rbegin(); e != events.rend(); ++e)
    if (e->channel.view() == channel) return e->record_id;
  throw std::out_of_range("no record in " + channel);
}

Traced ActivityScript::Trace() const {
  Traced traced;
  traced.correlation = Run();
  traced.activity = TraceActivity(traced.correlation);
  return traced;
}

}  // namespace logonloom
